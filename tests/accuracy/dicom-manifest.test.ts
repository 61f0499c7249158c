/**
 * Every file of the shared DICOM collection against its manifest: pixels equal to those of independent decoders
 * where we decode the syntax, a sentence where we don't, and neither a crash nor a long wait for damaged files.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { PixelArray } from '../../main/domain/studies/frame.ts';
import { parseDataSet } from '../../main/imaging/dicom/data-set/data-set.ts';
import { readStoredImage, type StoredImage } from '../../main/imaging/dicom/stored-frame.ts';
import { transferSyntaxOf } from '../../main/imaging/dicom/data-set/transfer-syntaxes.ts';
import { readImage } from '../../main/imaging/read-image.ts';
import { sentenceOf } from '../../main/contract/messages/message-sentences.ts';

type Row = Record<
  | 'file'
  | 'expect'
  | 'transfer_syntax_uid'
  | 'photometric'
  | 'values_sha256'
  | 'ref_photometric'
  | 'frames'
  | 'value_min'
  | 'value_max'
  | 'value_mean',
  string
>;

const folder = join(import.meta.dirname, '../../../shared/data/dicom');
const isThere = existsSync(join(folder, 'manifest.csv'));
if (!isThere) console.warn('Skipped: the shared DICOM collection is not beside the repository.');
const rows: Row[] = isThere ? parse(readFileSync(join(folder, 'manifest.csv')), { columns: true }) : [];

const read = (row: Row): Uint8Array => new Uint8Array(readFileSync(join(folder, row.file)));
/** Files without file meta information are in one of the uncompressed syntaxes. */
const codingOf = (row: Row) => (row.transfer_syntax_uid ? transferSyntaxOf(row.transfer_syntax_uid).coding : 'native');

async function storedPixels(image: StoredImage): Promise<PixelArray[]> {
  const frames = Array.from({ length: image.module.frameCount }, (_, i) => image.frame(i));
  return (await Promise.all(frames)).map((frame) => frame.pixels);
}

/** The manifest's canonical bytes: little-endian integers as wide as Bits Allocated, 1-bit images a byte a pixel. */
function sha256(frames: readonly PixelArray[], bitsAllocated: number): string {
  const hash = createHash('sha256');
  for (const frame of frames) {
    if (bitsAllocated <= 8) hash.update(Uint8Array.from(frame));
    else if (bitsAllocated === 16) hash.update(Uint8Array.from(new Uint8Array(Uint16Array.from(frame).buffer)));
    else if (frame instanceof Float32Array) hash.update(new Uint8Array(Uint32Array.from(frame).buffer));
    else hash.update(new Uint8Array(Int32Array.from(frame).buffer));
  }
  return hash.digest('hex');
}

/** Smallest, largest and mean value against the manifest's, within a share of the range. */
function statisticsFault(frames: readonly PixelArray[], row: Row, share: number): string | null {
  let [low, high, sum, count] = [Infinity, -Infinity, 0, 0];
  for (const frame of frames) {
    for (const value of frame) {
      low = Math.min(low, value);
      high = Math.max(high, value);
      sum += value;
    }
    count += frame.length;
  }
  const wanted = [row.value_min, row.value_max, row.value_mean].map(Number);
  const allowed = share * Math.max(...wanted.map(Math.abs));
  const isNear = [low, high, sum / count].every((value, i) => Math.abs(value - wanted[i]!) <= allowed);
  return isNear ? null : `${[low, high, sum / count].join(', ')} instead of ${wanted.join(', ')}`;
}

/** JPEG colour is referenced before its conversion to RGB (ITU-R BT.601, full range). */
function rgbToYbr(pixels: PixelArray): PixelArray {
  const ybr = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i += 3) {
    const [r, g, b] = [pixels[i]!, pixels[i + 1]!, pixels[i + 2]!];
    ybr[i] = 0.299 * r + 0.587 * g + 0.114 * b;
    ybr[i + 1] = 128 - 0.168736 * r - 0.331264 * g + 0.5 * b;
    ybr[i + 2] = 128 + 0.5 * r - 0.418688 * g - 0.081312 * b;
  }
  return ybr;
}

/** Faults by file; a crash counts. */
async function faultsOf(chosen: readonly Row[], check: (row: Row) => Promise<string | null>): Promise<string[]> {
  const faults: string[] = chosen.length > 0 ? [] : ['no files'];
  for (const row of chosen) {
    const fault = await check(row).catch((thrown: unknown) => `threw ${String(thrown)}`);
    if (fault) faults.push(`${row.file}: ${fault}`);
  }
  return faults;
}

describe.skipIf(!isThere)('the shared DICOM collection', () => {
  const decodable = rows.filter((row) => row.expect === 'decode' && codingOf(row) !== null);

  test('lossless pixels are exactly those of independent decoders', { timeout: 120_000 }, async () => {
    const exact = decodable.filter((row) => codingOf(row) !== 'jpeg');
    const faults = await faultsOf(exact, async (row) => {
      const image = readStoredImage(parseDataSet(read(row)));
      const frames = await storedPixels(image);
      // The reference of 4:2:2 colour is not upsampled; 32-bit floats keep 24 bits of wider values.
      if (image.module.photometric === 'YBR_FULL_422') return null;
      if (frames[0] instanceof Float32Array) return statisticsFault(frames, row, 1e-6);
      return sha256(frames, image.module.bitsAllocated) === row.values_sha256 ? null : 'other pixels';
    });
    expect(faults).toEqual([]);
  });

  test('JPEG Baseline is exact in grey, and in colour differs by rounding only', { timeout: 120_000 }, async () => {
    const jpeg = decodable.filter((row) => codingOf(row) === 'jpeg');
    const faults = await faultsOf(jpeg, async (row) => {
      const image = readStoredImage(parseDataSet(read(row)));
      const frames = await storedPixels(image);
      if (image.module.samplesPerPixel === 1) return sha256(frames, 8) === row.values_sha256 ? null : 'other pixels';
      return statisticsFault(row.ref_photometric === 'RGB' ? frames : frames.map(rgbToYbr), row, 3 / 255);
    });
    expect(faults).toEqual([]);
  });

  test('every image opens with its metadata', { timeout: 120_000 }, async () => {
    const faults = await faultsOf(decodable, async (row) => {
      const file = await readImage(read(row));
      const frame = file.ok ? await file.value.frame(file.value.frameCount - 1) : file;
      if (frame.ok) return frame.value.pixels.length > 0 ? null : 'empty';
      return sentenceOf(frame.error).includes('segmented colour palette') ? null : sentenceOf(frame.error);
    });
    expect(faults).toEqual([]);
  });

  test('other syntaxes are named', { timeout: 120_000 }, async () => {
    const others = rows.filter((row) => row.expect === 'decode' && codingOf(row) === null);
    const faults = await faultsOf(others, async (row) => {
      const file = await readImage(read(row));
      return !file.ok && sentenceOf(file.error).includes(row.transfer_syntax_uid) ? null : 'syntax not named';
    });
    expect(faults).toEqual([]);
  });

  test('files without an image and damaged ones get a sentence', { timeout: 120_000 }, async () => {
    const unreadable = rows.filter((row) => ['no-image', 'reject', 'dicomdir'].includes(row.expect));
    const faults = await faultsOf(unreadable, async (row) => {
      const file = await readImage(read(row));
      const frame = file.ok ? await file.value.frame(0) : file;
      return !frame.ok && sentenceOf(frame.error).endsWith('.') ? null : 'opened';
    });
    expect(faults).toEqual([]);
  });

  test('files that contradict themselves neither crash nor hang', { timeout: 120_000 }, async () => {
    const odd = rows.filter((row) => row.expect === 'odd' || row.expect === 'lenient');
    const faults = await faultsOf(odd, async (row) => {
      const file = await readImage(read(row));
      if (file.ok) await file.value.frame(0);
      return null;
    });
    expect(faults).toEqual([]);
  });
});
