export declare const chromiumArguments: readonly string[];
