/** A model folder on disk: model.onnx, card.json, and the curves of its training. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ModelCard } from '../../domain/model-card.ts';
import type { Fault } from '../../domain/outcome.ts';
import type { EpochRecord } from './trainer.ts';

export interface ModelFiles {
  readonly model: Uint8Array;
  readonly card: ModelCard;
  readonly curves: {
    readonly epochs: readonly EpochRecord[];
    readonly validation: readonly {
      readonly dataset: string;
      readonly brierScore: number;
      readonly negativeLogLikelihood: number;
    }[];
  };
}

/** Why nothing may be written there; null for a new or empty folder, and for a model that will be replaced. */
export async function refuseFolder(folder: string): Promise<Fault | null> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') return ['a file'];
    throw error;
  });
  if (names.length === 0 || names.includes('card.json')) return null;
  const userMessage = `"${basename(folder)}" is there already and is not a model: choose another place for the new model.`;
  return { code: 'NOT_A_MODEL_FOLDER', userMessage };
}

/** Writes beside the place first, so that the folder is there whole or, after a failure, as it was. */
export async function writeModel(folder: string, files: ModelFiles): Promise<void> {
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true });
  const fresh = join(dirname(target), `.${basename(target)}-${randomUUID()}`);
  await mkdir(fresh);
  try {
    await writeFile(join(fresh, 'model.onnx'), files.model);
    await writeFile(join(fresh, 'card.json'), `${JSON.stringify(files.card, null, 2)}\n`);
    await writeFile(join(fresh, 'curves.json'), `${JSON.stringify(files.curves, null, 2)}\n`);
    await writeFile(join(fresh, 'curves.csv'), toCsv(files.curves.epochs));
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
