import type { DevServerConfig } from '@web/dev-server';

export declare const rollupTexts: { readonly name: string; load(id: string): string | undefined };
export declare const servedTexts: NonNullable<DevServerConfig['plugins']>[number];
