import sharp from 'sharp';

const latin = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const big = (value: number, width: 2 | 4): number[] =>
  Array.from({ length: width }, (_, i) => (value >>> (8 * (width - 1 - i))) & 255);

const zeros = (count: number): number[] => Array<number>(count).fill(0);

/** A grey display profile with a gamma of 1, far from that of any screen (ICC.1:2010, sections 7.2, 8.4 and 10.5). */
function linearGreyProfile(): number[] {
  const whitePoint = [...latin('XYZ '), ...big(0, 4), ...big(0xf6d6, 4), ...big(0x10000, 4), ...big(0xd32d, 4)];
  const toneCurve = [...latin('curv'), ...big(0, 4), ...big(1, 4), ...big(0x0100, 2), 0, 0];
  const description = [...latin('desc'), ...big(0, 4), ...big(2, 4), ...latin('L'), 0, ...zeros(78)];
  const padded = [...description, ...zeros((4 - (description.length % 4)) % 4)];
  const tags = [
    { name: 'wtpt', bytes: whitePoint },
    { name: 'kTRC', bytes: toneCurve },
    { name: 'desc', bytes: padded },
  ];
  let at = 128 + 4 + 12 * tags.length;
  const table = tags.flatMap(({ name, bytes }) => {
    const entry = [...latin(name), ...big(at, 4), ...big(bytes.length, 4)];
    at += bytes.length;
    return entry;
  });
  const signature = [...big(at, 4), ...big(0, 4), ...big(0x02100000, 4), ...latin('mntrGRAYXYZ ')];
  const illuminant = [...big(0xf6d6, 4), ...big(0x10000, 4), ...big(0xd32d, 4)];
  const header = [...signature, ...zeros(12), ...latin('acsp'), ...zeros(28), ...illuminant, ...zeros(48)];
  return [...header, ...big(tags.length, 4), ...table, ...tags.flatMap(({ bytes }) => bytes)];
}

/** For tests: a flat grey JPEG of 8 × 8 pixels with a colour profile that would change its tone. */
export async function makeProfiledJpeg(tone: number): Promise<Uint8Array> {
  const picture = sharp(new Uint8Array(64).fill(tone), { raw: { width: 8, height: 8, channels: 1 } });
  const jpeg = await picture.toColourspace('b-w').jpeg({ quality: 100 }).toBuffer();
  const segment = [...latin('ICC_PROFILE'), 0, 1, 1, ...linearGreyProfile()];
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe2, ...big(segment.length + 2, 2), ...segment, ...jpeg.subarray(2)]);
}
