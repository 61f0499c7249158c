/**
 * Every file of the shared DICOM collection against its manifest: pixels equal to those of independent decoders
 * for every syntax, and neither a crash nor a long wait for damaged files.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { PixelArray } from '../../main/domain/studies/frame.ts';
import { parseDataSet } from '../../main/imaging/dicom/data-set/data-set.ts';
import { readStoredImage, type StoredFrame, type StoredImage } from '../../main/imaging/dicom/stored-frame.ts';
import { ybrToRgb } from '../../main/imaging/dicom/colour.ts';
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
const isJpeg = (row: Row): boolean => /\.4\.5[01]$/.test(row.transfer_syntax_uid);

function storedFrames(image: StoredImage): Promise<StoredFrame[]> {
  return Promise.all(Array.from({ length: image.module.frameCount }, (_, i) => image.frame(i)));
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

/** Samples of lossy images by independent decoders, spread evenly over the first frame: dicom-samples.py. */
const samples: Readonly<Record<string, readonly (readonly number[])[]>> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/dicom-samples.json'), 'utf8'),
);

/** Labelled RGB, with a JFIF marker: the marker tells what the components are, and the pixels do look like YCbCr. */
const isYcbcr = (row: Row): boolean => row.ref_photometric === 'YBR_FULL' || row.file === 'fo-dicom/GH195.dcm';

/** Null where every sample is as near to the reference as decoders are to each other. */
function samplesFault({ pixels }: StoredFrame, row: Row): string | null {
  const wanted = samples[row.file];
  if (!wanted) return 'other pixels, and no samples of the reference';
  const channels = wanted[0]!.length;
  const rounding = isJpeg(row) ? 3 : 1;
  const last = pixels.length / channels - 1;
  const faults = wanted.filter((reference, i) => {
    const at = channels * Math.floor((i * last) / (wanted.length - 1));
    const samplesWanted = isYcbcr(row) ? ybrToRgb(Uint8Array.from(reference)) : reference;
    return [...samplesWanted].some((value, channel) => Math.abs(value - pixels[at + channel]!) > rounding);
  });
  return faults.length === 0 ? null : `${faults.length} of ${wanted.length} pixels differ by more than ${rounding}`;
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

/** Cut off after its last frame; that nothing closes the sequence takes nothing from the image. */
const wholeAllTheSame = 'pydicom-data/emri_small_jpeg_2k_lossless_too_short.dcm';
const twin = 'pydicom-data/emri_small_jpeg_2k_lossless.dcm';

describe.skipIf(!isThere)('the shared DICOM collection', () => {
  const decodable = rows.filter((row) => row.expect === 'decode');

  test('stored values are those of independent decoders: in lossy files but for rounding', async () => {
    const faults = await faultsOf(decodable, async (row) => {
      const image = readStoredImage(parseDataSet(read(row)));
      const frames = await storedFrames(image);
      const pixels = frames.map((frame) => frame.pixels);
      // The reference of uncompressed 4:2:2 colour is not upsampled; 32-bit floats keep 24 bits of wider values.
      if (image.module.photometric === 'YBR_FULL_422' && !isJpeg(row)) return null;
      if (pixels[0] instanceof Float32Array) return statisticsFault(pixels, row, 1e-6);
      if (sha256(pixels, image.module.bitsAllocated) === row.values_sha256) return null;
      return frames[0]!.isLossy ? samplesFault(frames[0]!, row) : 'other pixels';
    });
    expect(faults).toEqual([]);
  });

  test('each syntax that may lose is marked as lossy', async () => {
    const faults = await faultsOf(decodable, async (row) => {
      const { isLossy } = await readStoredImage(parseDataSet(read(row))).frame(0);
      return isLossy === /\.4\.(50|51|81|91|203)$/.test(row.transfer_syntax_uid) ? null : `isLossy is ${isLossy}`;
    });
    expect(faults).toEqual([]);
  });

  test('every image opens with its metadata', async () => {
    const faults = await faultsOf(decodable, async (row) => {
      const file = await readImage(read(row));
      const frame = file.ok ? await file.value.frame(file.value.frameCount - 1) : file;
      if (frame.ok) return frame.value.pixels.length > 0 ? null : 'empty';
      return sentenceOf(frame.error).includes('segmented colour palette') ? null : sentenceOf(frame.error);
    });
    expect(faults).toEqual([]);
  });

  test('files without an image and damaged ones get a sentence', async () => {
    const unreadable = rows.filter((row) => ['no-image', 'reject', 'dicomdir'].includes(row.expect));
    const faults = await faultsOf(
      unreadable.filter(({ file }) => file !== wholeAllTheSame),
      async (row) => {
        const file = await readImage(read(row));
        const frame = file.ok ? await file.value.frame(0) : file;
        return !frame.ok && sentenceOf(frame.error).endsWith('.') ? null : 'opened';
      },
    );
    expect(faults).toEqual([]);
  });

  test('a file that is cut off behind its last frame has the pixels of the whole one', async () => {
    const [cut, whole] = [wholeAllTheSame, twin].map((file) => rows.find((row) => row.file === file)!);
    const frames = await storedFrames(readStoredImage(parseDataSet(read(cut!))));
    const pixels = frames.map((frame) => frame.pixels);
    expect(sha256(pixels, 16)).toBe(whole!.values_sha256);
  });

  test('damaged files from which some program gets the image are shown right or not at all', async () => {
    const lenient = rows.filter((row) => row.expect === 'lenient');
    const faults = await faultsOf(lenient, async (row) => {
      const file = await readImage(read(row));
      const frame = file.ok ? await file.value.frame(0) : file;
      if (!frame.ok) return sentenceOf(frame.error).endsWith('.') ? null : 'no sentence';
      const image = readStoredImage(parseDataSet(read(row)));
      // JPEG in colour: no reference that could be compared by hash.
      if (isJpeg(row) && image.module.samplesPerPixel === 3) return null;
      const frames = await storedFrames(image);
      const isRight =
        sha256(
          frames.map(({ pixels }) => pixels),
          image.module.bitsAllocated,
        ) === row.values_sha256;
      return isRight ? null : 'other pixels';
    });
    expect(faults).toEqual([]);
  });

  test('files that contradict themselves neither crash nor hang', async () => {
    const odd = rows.filter((row) => row.expect === 'odd');
    const faults = await faultsOf(odd, async (row) => {
      const file = await readImage(read(row));
      for (let index = 0; file.ok && index < Math.min(10, file.value.frameCount); index++)
        await file.value.frame(index);
      return null;
    });
    expect(faults).toEqual([]);
  });
});
