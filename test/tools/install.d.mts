import type { FoundBrowser } from './find-browsers.mjs';

export declare function installPackages(folder?: string): void;
export declare function installChromium(): FoundBrowser;
