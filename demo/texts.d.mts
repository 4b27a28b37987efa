import type { DevServerConfig } from '@web/dev-server';

export declare const servedTexts: NonNullable<DevServerConfig['plugins']>[number];
