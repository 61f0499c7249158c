/**
 * Every file of the shared DICOM collection against its manifest: pixels equal to those of independent decoders
 * for every syntax, and neither a crash nor a long wait for damaged files.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { defaultBudget } from '../../main/domain/reading-budget.ts';
import { parseDataSet } from '../../main/imaging/dicom/data-set/data-set.ts';
import { readStoredImage, type StoredFrame, type StoredImage } from '../../main/imaging/dicom/stored-frame.ts';
import { ybrToRgb } from '../../main/imaging/dicom/colour.ts';
import { storedBytes } from '../../main/imaging/image-file/stored-values.ts';
import { readImage } from '../../main/imaging/read-image.ts';
import { sentenceOf } from '../../main/contract/messages/message-sentences.ts';

type Row = Record<
  | 'file'
  | 'expect'
  | 'transfer_syntax_uid'
  | 'photometric'
  | 'values_sha256'
  | 'ref_sha256'
  | 'ref_photometric'
  | 'frames',
  string
>;

const folder = join(import.meta.dirname, '../../../shared/data/dicom');
const isThere = existsSync(join(folder, 'manifest.csv'));
if (!isThere) console.warn('Skipped: the shared DICOM collection is not beside the repository.');
const rows: Row[] = isThere ? parse(readFileSync(join(folder, 'manifest.csv')), { columns: true }) : [];

const read = (row: Row): Uint8Array => new Uint8Array(readFileSync(join(folder, row.file)));
const isJpeg = (row: Row): boolean => /\.4\.5[01]$/.test(row.transfer_syntax_uid);
const mayLose = (row: Row): boolean => /\.4\.(50|51|81|91|203)$/.test(row.transfer_syntax_uid);

function storedFrames(image: StoredImage): Promise<StoredFrame[]> {
  return Promise.all(Array.from({ length: image.module.frameCount }, (_, i) => image.frame(i)));
}

/** By the manifest's rule. */
function sha256(frames: readonly StoredFrame[], bitsAllocated: number): string {
  const hash = createHash('sha256');
  for (const { values } of frames) hash.update(storedBytes(values, bitsAllocated));
  return hash.digest('hex');
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

  test('stored values are those of independent decoders: in lossy files but for rounding, and marked so', async () => {
    const faults = await faultsOf(decodable, async (row) => {
      const image = readStoredImage(parseDataSet(read(row), defaultBudget), defaultBudget);
      const frames = await storedFrames(image);
      const { isLossy } = frames[0]!;
      if (isLossy !== mayLose(row)) return `isLossy is ${isLossy}`;
      // The manifest has no hash of values that are floats or share samples: there the containers are the values.
      if (sha256(frames, image.module.bitsAllocated) === (row.values_sha256 || row.ref_sha256)) return null;
      return isLossy ? samplesFault(frames[0]!, row) : 'other pixels';
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
    const frames = await storedFrames(readStoredImage(parseDataSet(read(cut!), defaultBudget), defaultBudget));
    expect(sha256(frames, 16)).toBe(whole!.values_sha256);
  });

  test('damaged files from which some program gets the image are shown right or not at all', async () => {
    const lenient = rows.filter((row) => row.expect === 'lenient');
    const faults = await faultsOf(lenient, async (row) => {
      const file = await readImage(read(row));
      const frame = file.ok ? await file.value.frame(0) : file;
      if (!frame.ok) return sentenceOf(frame.error).endsWith('.') ? null : 'no sentence';
      const image = readStoredImage(parseDataSet(read(row), defaultBudget), defaultBudget);
      // JPEG in colour: no reference that could be compared by hash.
      if (isJpeg(row) && image.module.samplesPerPixel === 3) return null;
      const frames = await storedFrames(image);
      return sha256(frames, image.module.bitsAllocated) === row.values_sha256 ? null : 'other pixels';
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
