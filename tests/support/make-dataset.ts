/** Small datasets on the disk and in memory, whose faults are known. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { openCasebook } from '../../main/casebook/open-casebook.ts';
import type { DatasetEntry } from '../../main/domain/datasets/dataset.ts';
import { MINIATURE_SIDE, type ImageFeatures, type ImageProperties } from '../../main/domain/datasets/image-features.ts';
import { makeFrame } from './make-frame.ts';
import { createRandom } from '../../main/domain/statistics/random.ts';
import { resize } from '../../main/imaging/grey-image/grey-image.ts';
import { renderPng } from '../../main/imaging/raster/render-png.ts';
import { decoder } from './decoder.ts';
import { createFiles } from '../../main/services/files/allowed-files.ts';
import { countEntries } from '../../main/services/datasets/opening/count-entries.ts';
import type { Examined } from '../../main/services/datasets/audit/examined.ts';
import { fingerprintOf } from '../../main/services/datasets/opening/fingerprint.ts';
import { openDataset, type OpenDataset } from '../../main/services/datasets/opening/open-dataset.ts';
import type { CodedMessage } from '../../main/domain/messages/coded-message.ts';
import { FaultError } from '../../main/domain/faults/fault.ts';

const made: string[] = [];
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true }))));

/** A folder with these files; text or bytes. */
export async function makeFolder(files: Readonly<Record<string, Uint8Array | string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dataset-'));
  made.push(folder);
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  return folder;
}

export async function openFolder(path: string): Promise<OpenDataset> {
  const casebook = openCasebook(':memory:', () => new Date());
  const opened = await openDataset({ kind: 'folder', path }, { casebook, files: await createFiles(null), decoder });
  casebook.close();
  if (!opened.ok) throw new FaultError(opened.error);
  return opened.value;
}

/** Smooth blobs, other ones for each seed: no two look the same. */
export function blobs(seed: number | string, side: number): Float32Array {
  const random = createRandom(`blobs ${seed}`);
  const coarse = { width: 9, height: 9, values: Float32Array.from({ length: 81 }, () => 0.1 + 0.8 * random.next()) };
  return resize(coarse, side, side).values;
}

export function picture(seed: number | string, side = 40): Promise<Uint8Array> {
  const pixels = Uint8Array.from(blobs(seed, side), (value) => Math.round(255 * value));
  return renderPng(makeFrame({ rows: side, columns: side, pixels }));
}

interface MadeFeatures {
  readonly properties?: Partial<ImageProperties>;
  readonly miniature?: Uint8Array;
  readonly pixelHash?: string;
  /** Why the file can't be read. */
  readonly fault?: CodedMessage;
}

export interface MadeImage extends Partial<Omit<DatasetEntry, 'index'>> {
  readonly features?: MadeFeatures;
}

const usualProperties: ImageProperties = {
  format: 'png',
  width: 100,
  height: 100,
  bytes: 5000,
  bitsStored: 8,
  channels: 1,
  isLossy: false,
  quantisation: null,
};

/** A dataset as an audit gets it; each image is its own patient and unlike the others unless said. */
export function makeExamined(given: readonly MadeImage[]): Examined {
  const entries = given.map(({ features, ...own }, index): DatasetEntry => ({
    index,
    file: `${index}.png`,
    labels: ['NORMAL'],
    patient: `patient ${index}`,
    split: null,
    attributes: {},
    sha256: features?.fault === undefined ? `content ${index}` : null,
    instanceId: null,
    ...own,
  }));
  const labels = [...new Set(entries.flatMap((entry) => entry.labels))].sort();
  return {
    name: 'made',
    fingerprint: fingerprintOf(entries),
    labels,
    isMultiLabel: entries.some((entry) => entry.labels.length > 1),
    entries,
    counts: countEntries(entries),
    contradicted: [],
    leftOut: [],
    features: given.map(({ features = {} }, index) => makeFeatures(features, index)),
    auditedAt: '2026-01-02T03:04:05.000Z',
  };
}

function makeFeatures({ properties, miniature, pixelHash, fault }: MadeFeatures, index: number): ImageFeatures {
  if (fault !== undefined) return { isReadable: false, fault };
  return {
    isReadable: true,
    properties: { ...usualProperties, ...properties },
    pixelHash: pixelHash ?? `pixels ${index}`,
    miniature: miniature ?? Uint8Array.from(blobs(index, MINIATURE_SIDE), (value) => 255 * value),
  };
}
