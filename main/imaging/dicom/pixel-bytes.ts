import type { DataSet, Element } from 'dicom-parser';
import { faultError } from '../../domain/faults/fault.ts';
import { bytesOf } from './data-set/data-set.ts';
import { sampleCount, type PixelModule } from './pixel-module.ts';
import { tag } from './data-set/tags.ts';

export function pixelElement(dataSet: DataSet): Element {
  const { elements } = dataSet;
  const element = elements[tag.PixelData] ?? elements[tag.FloatPixelData] ?? elements[tag.DoubleFloatPixelData];
  if (element) return element;
  throw faultError('dicom.no-image', {});
}

/** Bits that one uncompressed frame takes; colour 4:2:2 shares its chroma between two pixels. */
function frameBits(module: PixelModule): number {
  const { photometric, rows, columns, bitsAllocated } = module;
  return photometric === 'YBR_FULL_422' ? 16 * rows * columns : sampleCount(module) * bitsAllocated;
}

/** Checked before anything is allocated: the bytes hold every frame that the header promises. */
export function requireFrames(bytes: Uint8Array, module: PixelModule, frameCount: number): Uint8Array {
  if (8 * bytes.length < frameBits(module) * frameCount) throw faultError('image.too-few-pixels', {});
  return bytes;
}

/** All uncompressed pixel bytes. */
export function nativeBytes(dataSet: DataSet, module: PixelModule, isLittleEndian: boolean): Uint8Array {
  const element = pixelElement(dataSet);
  const bytes = requireFrames(bytesOf(dataSet, element.tag)!, module, module.frameCount);
  const areWordsSwapped = !isLittleEndian && element.vr === 'OW' && module.bitsAllocated <= 8;
  return areWordsSwapped ? swapWords(bytes) : bytes;
}

function swapWords(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, i) => bytes[i ^ 1] ?? byte);
}

/** One frame out of uncompressed bytes; not for 1-bit images, whose frames share bytes. */
export function nativeFrame(bytes: Uint8Array, module: PixelModule, index: number): Uint8Array {
  const length = frameBits(module) / 8;
  return bytes.subarray(index * length, (index + 1) * length);
}

/** The compressed bytes of one frame, put together from its fragments. PS3.5 A.4. */
export function encapsulatedFrame(dataSet: DataSet, module: PixelModule, index: number): Uint8Array {
  const element = pixelElement(dataSet);
  const fragments = fragmentsOf(element, dataSet);
  const starts = frameStarts(element, fragments, module.frameCount);
  const own = fragments.slice(starts[index], starts[index + 1]);
  if (own.length === 0) throw faultError('image.too-few-frames', {});
  if (own.length === 1) return own[0]!;
  const frame = new Uint8Array(own.reduce((sum, fragment) => sum + fragment.length, 0));
  let at = 0;
  for (const fragment of own) {
    frame.set(fragment, at);
    at += fragment.length;
  }
  return frame;
}

function fragmentsOf(element: Element, { byteArray }: DataSet): Uint8Array[] {
  const view = new DataView(byteArray.buffer, byteArray.byteOffset, byteArray.byteLength);
  return (element.fragments ?? []).map(({ position, length }) => {
    // dicom-parser takes any element for an item, and shortens one that is longer than the file.
    const isItem = view.getUint16(position - 8, true) === 0xfffe && view.getUint16(position - 6, true) === 0xe000;
    if (!isItem) throw faultError('image.garbled-fragments', {});
    if (view.getUint32(position - 4, true) > length || position + length > byteArray.length) {
      throw faultError('image.cut-pixels', {});
    }
    return byteArray.subarray(position, position + length);
  });
}

/** How the streams of JPEG and JPEG-LS, of JPEG 2000 and of JPEG XL begin, the last one bare or in a file. */
const streamStarts = [
  [0xff, 0xd8, 0xff],
  [0xff, 0x4f, 0xff, 0x51],
  [0xff, 0x0a],
  [0, 0, 0, 12, 0x4a, 0x58, 0x4c, 0x20],
];

/** Index of the first fragment of each frame: one each, by the Basic Offset Table, or where a stream begins. */
function frameStarts(element: Element, fragments: readonly Uint8Array[], frameCount: number): number[] {
  if (frameCount === 1) return [0];
  if (fragments.length === frameCount) return fragments.map((_, i) => i);
  const table = (element.basicOffsetTable ?? []).map((offset) =>
    element.fragments!.findIndex((fragment) => fragment.offset === offset),
  );
  if (table.length === frameCount && table.every((start, i) => start > (table[i - 1] ?? -1))) return table;
  const [start] = streamStarts.filter((signature) => startsWith(fragments[0], signature));
  return start ? fragments.flatMap((fragment, i) => (startsWith(fragment, start) ? [i] : [])) : [];
}

function startsWith(fragment: Uint8Array | undefined, signature: readonly number[]): boolean {
  return signature.every((byte, i) => fragment?.[i] === byte);
}
