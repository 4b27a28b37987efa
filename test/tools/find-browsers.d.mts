export interface FoundBrowser {
  readonly path: string;
  readonly from: string;
  /** The old headless Chromium, which has no window at all. */
  readonly shell?: boolean;
  readonly env?: Record<string, string>;
}
export declare function findChromium(): FoundBrowser | undefined;
export declare function findFirefox(): FoundBrowser | undefined;
export declare function findWebkit(): FoundBrowser | undefined;
