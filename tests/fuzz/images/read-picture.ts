import sharp from 'sharp';
import { defaultBudget, type ReadingLimits } from '../../../main/domain/reading-budget.ts';
import type { Frame } from '../../../main/domain/studies/frame.ts';
import { toDisplay } from '../../../main/imaging/grey-image/display.ts';
import { inspectImage } from '../../../main/imaging/inspect-image.ts';
import { readImage } from '../../../main/imaging/read-image.ts';
import { opened, requireFinite, requireTrue, type Reading } from '../parser.ts';

// A picture of a few pixels is no work for several threads.
sharp.concurrency(1);

/** So small that thousands of inputs a second stay within them. */
const limits: ReadingLimits = { ...defaultBudget, megapixels: 1, inflatedMegabytes: 8 };

const headerFaults = ['image.empty-file', 'image.unknown-format', 'image.garbled-header', 'image.breaks-off'];

/** As the decoders read a file: its first and its last frame. */
export async function readPicture(bytes: Uint8Array): Promise<Reading> {
  const file = await readImage(bytes, limits);
  if (!file.ok) {
    const { code } = file.error;
    return { refusal: code, isPastHeader: !headerFaults.includes(code) && code !== 'image.undecodable' };
  }
  const { frameCount, header } = file.value;
  requireTrue(Number.isSafeInteger(frameCount) && frameCount > 0, `frameCount is ${frameCount}`);
  requireFinite(header, 'header');
  const refusals: (string | null)[] = [];
  for (const index of new Set([0, frameCount - 1])) {
    const frame = await file.value.frame(index);
    refusals.push(frame.ok ? null : frame.error.code);
    if (!frame.ok) continue;
    requireSound(frame.value);
    requireTrue(file.value.voiTables(index).length === frame.value.voiLuts.length, 'voiTables');
    if (bytes.length % 8 === 0) requireDisplay(frame.value);
  }
  if (bytes.length % 8 === 0 && frameCount < 10) await inspect(bytes, refusals[0]!);
  const refusal = refusals.find((code) => code !== null) ?? null;
  return { ...opened, refusal };
}

/** `inspect` says the same of the first frame. */
async function inspect(bytes: Uint8Array, refusal: string | null): Promise<void> {
  const inspection = await inspectImage(bytes, limits);
  requireTrue(inspection.ok, 'inspect refuses what opens');
  if (inspection.ok && refusal !== null) requireTrue(inspection.value.fault !== null, 'inspect finds no fault');
}

function requireSound({ pixels, ...metadata }: Frame): void {
  const { rows, columns, samplesPerPixel } = metadata;
  requireTrue(pixels.length === rows * columns * samplesPerPixel, `${pixels.length} pixels of ${rows} × ${columns}`);
  requireTrue(rows > 0 && columns > 0, 'a side of nothing');
  requireFinite(metadata, 'metadata');
  requireTrue(pixels.every(Number.isFinite), 'a pixel is no number');
  requireTrue(metadata.voi === null || metadata.voi.width > 0, 'a window without width');
}

/** The picture that people and models see. */
function requireDisplay(frame: Frame): void {
  requireTrue(
    toDisplay(frame).every((value) => value >= 0 && value <= 1),
    'display beyond 0…1',
  );
}
