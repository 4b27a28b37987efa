import type { FoundBrowser } from './find-browsers.mjs';

/** The parts that tests use which drive WebKitGTK from Node. */
export declare class WebKitLauncher {
  constructor(found: FoundBrowser);
  startSession(id: string, url: string): Promise<void>;
  /** Runs the body of a function in the page, and resolves with what it returns: JSON only. */
  evaluate(body: string): Promise<unknown>;
  setWindowSize(width: number, height: number): Promise<void>;
  takeScreenshot(): Promise<Uint8Array>;
  stop(): Promise<void>;
}
