/** A model folder on disk: model.onnx, card.json, and the curves of its training where there was one. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ModelCard } from '../../../domain/models/model-card.ts';
import { faultOf, type Fault } from '../../../domain/faults/fault.ts';
import type { EpochRecord } from '../../../domain/training/training.ts';
import { SEEN_IMAGES_FILE, type SeenImages } from './seen-images.ts';

export interface ModelFiles {
  readonly model: Uint8Array;
  readonly card: ModelCard;
  /** The images that it learnt from; none where they are not known, as for a model from elsewhere. */
  readonly seen?: SeenImages;
  /** The curves of its training; none for a model from elsewhere. */
  readonly curves?: {
    readonly epochs: readonly EpochRecord[];
    readonly validation: readonly {
      readonly dataset: string;
      readonly brierScore: number;
      readonly negativeLogLikelihood: number;
    }[];
  };
}

/**
 * Why no model can be written there; null for a new or empty folder, and for a model that will be replaced. Tries it,
 * for that shows best what permissions and file systems allow: the folders above are there afterwards.
 */
export async function refuseFolder(folder: string): Promise<Fault | null> {
  const name = basename(folder);
  try {
    const names = await namesIn(folder);
    if (names.length > 0 && !names.includes('card.json')) return faultOf('training.no-model-folder', { model: name });
    await rmdir(await makeFresh(resolve(folder)));
    return null;
  } catch (error) {
    const systemCode = (error as NodeJS.ErrnoException).code ?? '';
    return faultOf('training.folder-not-writable', { model: name, systemCode }, error);
  }
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') return ['a file'];
    throw error;
  });
}

/** Makes an empty folder beside the target, which can become it. */
async function makeFresh(target: string): Promise<string> {
  await mkdir(dirname(target), { recursive: true });
  const fresh = join(dirname(target), `.${basename(target)}-${randomUUID()}`);
  await mkdir(fresh);
  return fresh;
}

/** Writes beside the place first, so that the folder is there whole or, after a failure, as it was. */
export async function writeModel(folder: string, files: ModelFiles): Promise<void> {
  const target = resolve(folder);
  const fresh = await makeFresh(target);
  try {
    await writeFile(join(fresh, 'model.onnx'), files.model);
    await writeFile(join(fresh, 'card.json'), `${JSON.stringify(files.card, null, 2)}\n`);
    if (files.seen !== undefined) await writeFile(join(fresh, SEEN_IMAGES_FILE), `${JSON.stringify(files.seen)}\n`);
    if (files.curves !== undefined) {
      await writeFile(join(fresh, 'curves.json'), `${JSON.stringify(files.curves, null, 2)}\n`);
      await writeFile(join(fresh, 'curves.csv'), toCsv(files.curves.epochs));
    }
    await swap(fresh, target);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** A folder can't be renamed onto one that has files: the old one steps aside first, and comes back on failure. */
async function swap(fresh: string, target: string): Promise<void> {
  const old = `${fresh}-old`;
  const hadOld = await rename(target, old).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  try {
    await rename(fresh, target);
  } catch (error) {
    if (hadOld) await rename(old, target);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

const columns = ['epoch', 'learningRate', 'trainingLoss', 'validationLoss', 'auc', 'accuracy', 'isBest'] as const;

function toCsv(epochs: readonly EpochRecord[]): string {
  const rows = epochs.map((record) => columns.map((column) => String(record[column])).join(','));
  return `${[columns.join(','), ...rows].join('\n')}\n`;
}
