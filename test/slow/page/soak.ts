globalThis.isReady = true;
