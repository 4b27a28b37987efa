declare module 'qrcode/lib/core/qrcode.js' {
  interface Segment {
    readonly data: string | Uint8Array;
    readonly mode: 'byte';
  }
  interface Options {
    readonly errorCorrectionLevel?: 'L' | 'M' | 'Q' | 'H';
  }
  interface Symbol {
    readonly modules: { readonly size: number; readonly data: Uint8Array };
  }
  const qrcode: { create(data: readonly Segment[], options?: Options): Symbol };
  export default qrcode;
}
