/** DICOM files with one compressed picture, as the unit tests of the decoders need them. */
import type { Frame } from '../../main/domain/studies/frame.ts';
import { readImage } from '../../main/imaging/read-image.ts';
import { encodeHtj2k, encodeJpeg2000, encodeJpegLs, encodeJpegXl, type RawImage } from './encode-stream.ts';
import { makeDicom, type MadeElement } from './make-dicom.ts';
import { makeLosslessJpeg } from './make-jpeg.ts';
import { sentenceOf } from './sentence-of.ts';

export const [width, height] = [37, 23];

/** A picture that fills its range; nothing about it is symmetric. */
export function makeImage({ bits = 12, isSigned = false, components = 1 as 1 | 3 } = {}): RawImage {
  const count = width * height * components;
  const lowest = isSigned ? -(2 ** (bits - 1)) : 0;
  const samples =
    bits <= 8 ? new (isSigned ? Int8Array : Uint8Array)(count) : new (isSigned ? Int16Array : Uint16Array)(count);
  for (let i = 0; i < count; i++) {
    const wave = 0.5 + 0.5 * Math.sin(i * 0.37 * (1 + (i % components)));
    samples[i] = lowest + Math.round((2 ** bits - 1) * wave);
  }
  return { width, height, componentCount: components, bitsPerSample: bits, isSigned, samples };
}

/** A file with the picture's own header, some elements replaced. */
export function wrap(
  image: RawImage,
  syntax: string,
  fragments: readonly Uint8Array[],
  more: readonly MadeElement[] = [],
) {
  const bits = image.bitsPerSample;
  const elements: MadeElement[] = [
    ['00280002', 'US', image.componentCount],
    ['00280004', 'CS', image.componentCount === 3 ? 'RGB' : 'MONOCHROME2'],
    ['00280010', 'US', height],
    ['00280011', 'US', width],
    ['00280100', 'US', bits <= 8 ? 8 : 16],
    ['00280101', 'US', bits],
    ['00280102', 'US', bits - 1],
    ['00280103', 'US', image.isSigned ? 1 : 0],
    ['7fe00010', 'OB', { fragments: fragments.map(even) }],
    ...more,
  ];
  return makeDicom(elements, `1.2.840.10008.1.2.4.${syntax}`);
}

/** Items have an even length. */
export function even(stream: Uint8Array): Uint8Array {
  return stream.length % 2 === 0 ? stream : Uint8Array.from([...stream, 0]);
}

export async function outcome(file: Uint8Array, index = 0): Promise<Frame | string> {
  const opened = await readImage(file);
  if (!opened.ok) return sentenceOf(opened.error);
  const frame = await opened.value.frame(index);
  return frame.ok ? frame.value : sentenceOf(frame.error);
}

export async function frameOf(file: Uint8Array, index = 0): Promise<Frame> {
  const frame = await outcome(file, index);
  if (typeof frame === 'string') throw new Error(frame);
  return frame;
}

export const lossless = (image: RawImage): Uint8Array =>
  makeLosslessJpeg({
    rows: height,
    columns: width,
    components: image.componentCount,
    precision: image.bitsPerSample,
    samples: image.samples.map((value) => value & (2 ** image.bitsPerSample - 1)),
  });

/** Name, last numbers of a lossless transfer syntax, encoder. */
export const codecs: Readonly<Record<string, { syntax: string; encode: (image: RawImage) => Promise<Uint8Array> }>> = {
  'JPEG Lossless': { syntax: '70', encode: async (image) => lossless(image) },
  'JPEG-LS': { syntax: '80', encode: (image) => encodeJpegLs(image) },
  'JPEG 2000': { syntax: '90', encode: (image) => encodeJpeg2000(image) },
  HTJ2K: { syntax: '201', encode: (image) => encodeHtj2k(image) },
  'JPEG XL': { syntax: '110', encode: (image) => encodeJpegXl(image) },
};
