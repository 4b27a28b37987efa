import type { DevServerConfig } from '@web/dev-server';

export declare const servedDocuments: NonNullable<DevServerConfig['plugins']>[number];
