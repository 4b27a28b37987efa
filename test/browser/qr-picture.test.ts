import { expect } from '@open-wc/testing';
import jsqr from 'jsqr';
import { LoginError } from '../../src/login/login-error.js';
import { drawPicture } from '../../src/qr/draw.js';
import { QUIET_ZONE } from '../../src/qr/modules.js';

/** As long as what WhatsApp makes. */
const TEXT = `2@${'aB3+/x'.repeat(38)},kL9==,mN8==,oP7==`;

const decode = createImageBitmap;
afterEach(() => (globalThis.createImageBitmap = decode));

interface Paint {
  readonly side?: number;
  readonly turn?: number;
  readonly inverted?: boolean;
  readonly type?: string;
  readonly quality?: number;
  readonly spoil?: (context: CanvasRenderingContext2D) => void;
}

/** A gateway's picture of a code, scaled smoothly. */
async function picture({
  side = 276,
  turn = 0,
  inverted,
  type = 'image/png',
  quality,
  spoil,
}: Paint = {}): Promise<string> {
  const code = await drawPicture({ text: TEXT });
  const large = canvas(8 * code.width, (context) => {
    context.imageSmoothingEnabled = false;
    context.drawImage(code, 0, 0, 8 * code.width, 8 * code.width);
  });
  const drawn = canvas(side, (context) => {
    context.fillRect(0, 0, side, side);
    context.imageSmoothingQuality = 'high';
    context.translate(side / 2, side / 2);
    context.rotate((turn * Math.PI) / 180);
    context.drawImage(large, -side / 2, -side / 2, side, side);
    context.resetTransform();
    spoil?.(context);
    context.globalCompositeOperation = 'difference';
    if (inverted) context.fillRect(0, 0, side, side);
  });
  return drawn.toDataURL(type, quality);
}

function canvas(side: number, paint: (context: CanvasRenderingContext2D) => void): HTMLCanvasElement {
  const made = Object.assign(document.createElement('canvas'), { width: side, height: side });
  const context = made.getContext('2d')!;
  context.fillStyle = '#fff';
  paint(context);
  return made;
}

/** What a decoder reads off it, with three px for each of its own. */
function read(drawing: HTMLCanvasElement): string | undefined {
  const side = 3 * drawing.width;
  const shown = canvas(side, (context) => {
    context.imageSmoothingEnabled = false;
    context.drawImage(drawing, 0, 0, side, side);
  });
  return jsqr.default(shown.getContext('2d')!.getImageData(0, 0, side, side).data, side, side)?.data;
}

const draw = async (paint?: Paint) => drawPicture({ image: await picture(paint) });

/** Hides so much of it that no decoder reads it, but none of its finders. */
const hideMiddle = (context: CanvasRenderingContext2D) => context.fillRect(90, 10, 120, 200);

describe('a picture of a code', () => {
  for (const [what, paint] of Object.entries<Paint>({
    'at 200 px': { side: 200 },
    'at 276 px': {},
    'at 333 px': { side: 333 },
    'at 1000 px': { side: 1_000 },
    'at 1900 px': { side: 1_900 },
    'turned by -3°': { turn: -3 },
    'turned by 2°': { turn: 2 },
    'as a JPEG': { type: 'image/jpeg', quality: 0.5 },
    'as a poor JPEG at 200 px': { side: 200, type: 'image/jpeg', quality: 0.3 },
    'as a WebP': { type: 'image/webp', quality: 0.5 },
    'in light on dark': { inverted: true },
  }))
    it(`is drawn a pixel a module: ${what}`, async () => {
      const drawing = await draw(paint);
      expect([drawing.className, drawing.width, drawing.height]).to.deep.equal(['', 65, 65]);
      expect(read(drawing)).to.equal(TEXT);
      const corner = drawing.getContext('2d')!.getImageData(QUIET_ZONE - 1, QUIET_ZONE, 2, 1).data;
      expect([...corner]).to.deep.equal([255, 255, 255, 255, 0, 0, 0, 255]);
    });

  it('is drawn as it came where it is not read', async () => {
    const drawing = await draw({ spoil: hideMiddle });
    expect([drawing.className, drawing.width, drawing.height]).to.deep.equal(['raw', 276, 276]);
    expect([...drawing.getContext('2d')!.getImageData(20, 20, 1, 1).data]).to.deep.equal([0, 0, 0, 255]);
  });

  it('is turned to dark on light where it is not read', async () => {
    const drawing = await draw({ spoil: hideMiddle, inverted: true });
    expect(drawing.className).to.equal('raw');
    expect([...drawing.getContext('2d')!.getImageData(20, 20, 1, 1).data]).to.deep.equal([0, 0, 0, 255]);
    expect([...drawing.getContext('2d')!.getImageData(2, 2, 1, 1).data]).to.deep.equal([255, 255, 255, 255]);
  });

  it('is opaque where it is not read, since the card behind it may be dark', async () => {
    const image = canvas(300, () => undefined).toDataURL();
    const drawing = await drawPicture({ image });
    expect(drawing.className).to.equal('raw');
    expect([...drawing.getContext('2d')!.getImageData(20, 20, 1, 1).data]).to.deep.equal([255, 255, 255, 255]);
  });

  it('is drawn as it came where the browser does not hand out pixels', async () => {
    const { getImageData } = CanvasRenderingContext2D.prototype;
    const image = await picture();
    CanvasRenderingContext2D.prototype.getImageData = () => {
      throw new DOMException('', 'SecurityError');
    };
    try {
      expect((await drawPicture({ image })).className).to.equal('raw');
    } finally {
      CanvasRenderingContext2D.prototype.getImageData = getImageData;
    }
  });

  it('holds no more pixels than are seen', async () => {
    const image = canvas(2_000, (context) => context.fillRect(0, 0, 2_000, 2_000)).toDataURL();
    const { className, width, height } = await drawPicture({ image });
    expect([className, width, height]).to.deep.equal(['raw', 1_000, 1_000]);
  });

  it('is refused where it cannot be decoded', async () => {
    const image = await picture();
    expect(await refusal(`${image.slice(0, 70)}${'A'.repeat(90)}`)).to.equal(
      'bad-response: The picture of the QR code cannot be decoded',
    );
  });
});

describe('a picture that is too large', () => {
  for (const [width, height] of [
    [8_000, 8_000],
    [16_000, 16_000],
    [4_097, 1],
    [2_049, 2_049],
  ] as const)
    it(`is refused before it is decoded: a white PNG of ${width} by ${height} px`, async () => {
      const image = await whitePng(width, height);
      expect(image.length).to.be.below(100_000);
      globalThis.createImageBitmap = () => expect.fail('It is decoded');
      expect(await refusal(image)).to.equal(
        'bad-response: The picture of the QR code is too large, or does not tell its size',
      );
    });

  it('may be one that does not tell its size', async () => {
    globalThis.createImageBitmap = () => expect.fail('It is decoded');
    const svg = btoa('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    for (const image of [`data:image/svg+xml;base64,${svg}`, `data:image/png;base64,${svg}`])
      expect(await refusal(image)).to.equal(
        'bad-response: The picture of the QR code is too large, or does not tell its size',
      );
  });

  it('is none at the limit', async () => {
    expect((await drawPicture({ image: await whitePng(2_048, 2_048) })).className).to.equal('raw');
  });
});

async function refusal(image: string): Promise<string> {
  const error: unknown = await drawPicture({ image }).catch((reason: unknown) => reason);
  return error instanceof LoginError ? `${error.code}: ${error.message}` : 'none';
}

/** One bit a pixel, as an attacker would pack it. */
async function whitePng(width: number, height: number): Promise<string> {
  const line = new Uint8Array(1 + Math.ceil(width / 8)).fill(255);
  line[0] = 0;
  const lines = new Blob(Array.from({ length: height }, () => line));
  const packed = await new Response(lines.stream().pipeThrough(new CompressionStream('deflate'))).arrayBuffer();
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 1);
  const start = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const chunks = [chunk('IHDR', header.buffer), chunk('IDAT', packed), chunk('IEND', new ArrayBuffer(0))];
  const bytes = new Uint8Array(await new Blob([start, ...chunks]).arrayBuffer());
  return `data:image/png;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}

function chunk(name: string, data: ArrayBuffer): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(12 + data.byteLength);
  const view = new DataView(made.buffer);
  view.setUint32(0, data.byteLength);
  made.set(new TextEncoder().encode(name), 4);
  made.set(new Uint8Array(data), 8);
  view.setUint32(8 + data.byteLength, crc(made.subarray(4, 8 + data.byteLength)));
  return made;
}

function crc(bytes: Uint8Array): number {
  let rest = -1;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return ~rest >>> 0;
}
