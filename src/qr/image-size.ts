/** Width and height of a picture, px. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Reads the size from the header of a PNG, JPEG or WebP, without decoding it. Returns undefined for anything else. */
export function readImageSize(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) };
    return view.getUint16(0) === 0xffd8 ? readJpeg(view) : readWebp(view);
  } catch {
    return undefined; // the file is cut off
  }
}

/** Walks from segment to segment up to the frame header, SOF0 to SOF15 (ITU-T T.81, B.2.2). */
function readJpeg(view: DataView): ImageSize | undefined {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** Reads the first chunk, which is one of three: https://developers.google.com/speed/webp/docs/riff_container */
function readWebp(view: DataView): ImageSize | undefined {
  const little = (at: number, bits: number) => view.getUint32(at, true) & (2 ** bits - 1);
  switch (view.getUint32(12)) {
    case 0x56503820: // VP8
      return { width: little(26, 14), height: view.getUint16(28, true) & 0x3fff };
    case 0x5650384c: // VP8L
      return { width: 1 + little(21, 14), height: 1 + ((view.getUint32(21, true) >> 14) & 0x3fff) };
    case 0x56503858: // VP8X
      return { width: 1 + little(24, 24), height: 1 + (view.getUint32(26, true) >>> 8) };
    default:
      return undefined;
  }
}
