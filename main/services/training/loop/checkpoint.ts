/**
 * The files that an unfinished training leaves beside its target, so that it can be continued after any end: folders
 * that appear whole, by a rename. Only the last and the best stay.
 */
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { faultError } from '../../../domain/faults/fault.ts';
import type { Tensor } from '../../../domain/tensor.ts';
import type { EpochRecord } from '../../../domain/training/training.ts';
import { readSafetensors, writeSafetensors } from '../../../networks/weights/safetensors.ts';
import type { Tensors } from '../../../runtime/engine.ts';
import { parcelsOf } from '../../../runtime/process/transfer-chunks.ts';
import type { EpochPosition } from './epoch.ts';
import { parseJson } from '../../files/parse-json.ts';
import type { Weights } from '../task/training-task.ts';

/** How far a training has come. */
export interface Position extends EpochPosition {
  readonly records: readonly EpochRecord[];
  /** Updates of the parameters. */
  readonly updates: number;
  /** Spent so far. */
  readonly seconds: number;
}

export interface Saved {
  readonly position: Position;
  /** Parameters, statistics, moments and averages, as the learner carries them. */
  readonly state: Tensors;
  /** The weights of the best epoch; null before there is one. */
  readonly best: Weights | null;
}

/** Where the learner's values are read from, a part at a time: of a large network all together fill gigabytes. */
export interface StateSource {
  /** Bytes of each. */
  readonly stateSizes: ReadonlyMap<string, number>;
  state(names: readonly string[]): Promise<Tensors>;
}

export interface Checkpoints {
  /** Between checkpoints within an epoch; there is always one after each. */
  readonly everyMs: number;
  /** The state that an earlier run of the same training left; null for none. */
  load(): Promise<Saved | null>;
  save(position: Position, source: StateSource): Promise<void>;
  saveBest(epoch: number, weights: Weights): Promise<void>;
  /** After the model has been written. */
  clear(): Promise<void>;
}

const recordSchema = z.object({
  epoch: z.number(),
  learningRate: z.number(),
  trainingLoss: z.number(),
  validationLoss: z.number(),
  auc: z.number(),
  aucInterval95: z.tuple([z.number(), z.number()]).nullable().default(null),
  validationImages: z.number().nullable().default(null),
  accuracy: z.number(),
  isBest: z.boolean(),
});
const noteSchema = z.object({
  version: z.literal(1),
  /** SHA-256 of settings, data and network: of all that decides the result. */
  training: z.string(),
  position: z.object({
    epoch: z.number().int(),
    step: z.number().int(),
    loss: z.number(),
    records: z.array(recordSchema),
    updates: z.number().int(),
    seconds: z.number(),
  }),
});

const NOTE = 'position.json';
const LAST = 'last-';
const BEST = 'best-';

export interface CheckpointOptions {
  readonly folder: string;
  /** See `noteSchema`. */
  readonly training: string;
  readonly everyMs: number;
}

/**
 * Looks at what lies there already.
 * @throws a FaultError where it is of another training or can't be read.
 */
export async function openCheckpoints({ folder, training, everyMs }: CheckpointOptions): Promise<Checkpoints> {
  await readNote(folder, training);
  return {
    everyMs,
    async load() {
      const found = await readNote(folder, training);
      if (found === null) return null;
      const best = found.position.records.findLast(({ isBest }) => isBest)?.epoch;
      return {
        position: found.position,
        state: Object.fromEntries(await readParts(join(folder, found.name))),
        best: best === undefined ? null : await readParts(join(folder, `${BEST}${best}`)),
      };
    },
    async save(position, source) {
      const name = `${LAST}${position.updates}-${position.epoch}`;
      await appear(folder, name, async (fresh) => {
        for (const [index, names] of parcelsOf(source.stateSizes).entries()) {
          await writePart(fresh, index, new Map(Object.entries(await source.state(names))));
        }
        await writeSafely(join(fresh, NOTE), JSON.stringify({ version: 1, training, position }));
      });
      const best = position.records.findLast(({ isBest }) => isBest)?.epoch;
      await keepOnly(folder, [name, `${BEST}${best}`]);
    },
    async saveBest(epoch, weights) {
      const sizes = new Map([...weights].map(([name, { data }]) => [name, data.byteLength]));
      await appear(folder, `${BEST}${epoch}`, async (fresh) => {
        for (const [index, names] of parcelsOf(sizes).entries()) {
          await writePart(fresh, index, new Map(names.map((name) => [name, weights.get(name)!])));
        }
      });
    },
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The newest checkpoint that is there whole. */
async function readNote(folder: string, training: string): Promise<{ name: string; position: Position } | null> {
  const names = await readdir(folder).catch(() => []);
  const whole = names.filter((name) => name.startsWith(LAST)).sort((a, b) => numbersIn(a) - numbersIn(b));
  const name = whole.at(-1);
  if (name === undefined) return null;
  const text = await readFile(join(folder, name, NOTE), 'utf8').catch(() => '');
  const note = noteSchema.safeParse(parseJson(text));
  if (!note.success) throw faultError('training.checkpoint-unreadable', { folder });
  if (note.data.training === training) return { name, position: note.data.position };
  throw faultError('training.other-checkpoint', { folder });
}

/** By updates, then by epoch: after an epoch's last step comes its end. */
function numbersIn(name: string): number {
  const [updates = 0, epoch = 0] = name.slice(LAST.length).split('-').map(Number);
  return updates + epoch / 1e6;
}

function writePart(folder: string, index: number, tensors: ReadonlyMap<string, Tensor>): Promise<void> {
  return writeSafely(join(folder, `${String(index).padStart(4, '0')}.safetensors`), writeSafetensors(tensors));
}

/** With all of it on the disk, not only on its way there. */
async function writeSafely(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Fills a folder under another name and renames it, so that it is there whole or not at all. */
async function appear(folder: string, name: string, fill: (fresh: string) => Promise<void>): Promise<void> {
  const fresh = join(folder, `unfinished-${name}`);
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  await fill(fresh);
  await rm(join(folder, name), { recursive: true, force: true });
  await rename(fresh, join(folder, name));
}

async function keepOnly(folder: string, kept: readonly string[]): Promise<void> {
  const others = (await readdir(folder)).filter((name) => !kept.includes(name));
  await Promise.all(others.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

async function readParts(folder: string): Promise<Weights> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.safetensors')).sort();
  const tensors = new Map<string, Tensor>();
  for (const name of names) {
    const part = readSafetensors(await readFile(join(folder, name)), name);
    if (!part.ok) throw faultError('training.checkpoint-unreadable', { folder });
    part.value.tensors.forEach((tensor, key) => tensors.set(key, tensor));
  }
  return tensors;
}
