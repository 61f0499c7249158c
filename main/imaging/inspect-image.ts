import { createHash } from 'node:crypto';
import type { Fault } from '../domain/faults/fault.ts';
import { emptyHeader } from '../domain/studies/image-header.ts';
import type { FrameMetadata } from '../domain/studies/frame.ts';
import type { InspectedFrame, InspectedImage, Inspection } from '../domain/studies/inspection.ts';
import { success, type Outcome } from '../domain/outcome.ts';
import { defaultBudget, type ReadingLimits } from '../domain/reading-budget.ts';
import { isDicom } from './dicom/data-set/data-set.ts';
import { openDicom } from './dicom/read-dicom.ts';
import type { ImageFile } from './image-file/image-file.ts';
import { readable } from './image-file/readable.ts';
import { storedBytes, type StoredValues } from './image-file/stored-values.ts';
import { readImage } from './read-image.ts';
import { judgeImage } from './acceptance/judge-image.ts';

type Described = Pick<Inspection, 'format' | 'transferSyntax' | 'header'>;

/** Reads all that a file says. Fails where not even its header can be read; else a fault stands beside what can. */
export async function inspectImage(
  bytes: Uint8Array,
  limits: ReadingLimits = defaultBudget,
): Promise<Outcome<Inspection>> {
  const file = await readImage(bytes, limits);
  if (isDicom(bytes)) return inspectDicom(bytes, file, limits);
  if (!file.ok) return file;
  const { format } = file.value;
  const described = { format, transferSyntax: null, header: emptyHeader } as const;
  const first = await file.value.frame(0);
  if (!first.ok) return success({ ...described, image: null, fault: first.error });
  // Decoded samples are what a picture stores.
  const { pixels, rows, columns, samplesPerPixel } = first.value;
  const bitsAllocated = pixels.BYTES_PER_ELEMENT * 8;
  const values = (): Promise<Outcome<StoredValues>> => Promise.resolve(success(pixels));
  return success(await withImage(described, file.value, { rows, columns, samplesPerPixel, bitsAllocated, values }));
}

async function inspectDicom(
  bytes: Uint8Array,
  file: Outcome<ImageFile>,
  limits: ReadingLimits,
): Promise<Outcome<Inspection>> {
  const opened = await readable(() => openDicom(bytes, limits));
  if (!opened.ok) return opened;
  const { header, transferSyntax, image } = opened.value;
  const described = { format: 'dicom', header, transferSyntax } as const;
  if (!file.ok) return success({ ...described, image: null, fault: file.error });
  const { module, frame } = image();
  const values = (index: number): Promise<Outcome<StoredValues>> => readable(async () => (await frame(index)).values);
  return success(await withImage(described, file.value, { ...module, values }));
}

interface Stored extends Pick<InspectedFrame, 'rows' | 'columns' | 'samplesPerPixel'> {
  readonly bitsAllocated: number;
  readonly values: (index: number) => Promise<Outcome<StoredValues>>;
}

async function withImage(described: Described, file: ImageFile, stored: Stored): Promise<Inspection> {
  const { rows, columns, samplesPerPixel, bitsAllocated } = stored;
  const whole = createHash('sha256');
  const frames: InspectedFrame[] = [];
  // One after the other: a file may hold thousands.
  for (let index = 0; index < file.frameCount; index++) {
    const values = await stored.values(index);
    const bytes = values.ok ? storedBytes(values.value, bitsAllocated) : null;
    if (bytes !== null) whole.update(bytes);
    const sha256 = bytes === null ? null : createHash('sha256').update(bytes).digest('hex');
    frames.push({ rows, columns, samplesPerPixel, sha256, fault: values.ok ? null : values.error });
  }
  const { metadata, refusal, fault } = await firstFrame(file);
  const damaged = frames.find((frame) => frame.fault !== null)?.fault ?? null;
  const valuesSha256 = damaged === null ? whole.digest('hex') : null;
  const image: InspectedImage = { metadata, bitsAllocated, valuesSha256, frames, refusal };
  return { ...described, image, fault: damaged ?? fault };
}

/** The metadata of the first frame, and what the models think of it. */
async function firstFrame(
  file: ImageFile,
): Promise<{ metadata: FrameMetadata | null; refusal: Fault | null; fault: Fault | null }> {
  const first = await file.frame(0);
  if (!first.ok) return { metadata: null, refusal: null, fault: first.error };
  const { pixels: _, ...metadata } = first.value;
  return { metadata, refusal: judgeImage(first.value, file.header).fault, fault: null };
}
