/** What models answer for the images of a dataset: kept by the images' content, so that nothing is scored twice. */
import type { EntryScore } from '../../../casebook/laboratory/entry-score-repository.ts';
import type { Casebook } from '../../../casebook/open-casebook.ts';
import type { DatasetEntry } from '../../../domain/datasets/dataset.ts';
import type { Preprocessing } from '../../../domain/models/model-card.ts';
import { toInput, toModelImage } from '../../../imaging/preprocessing/preprocess.ts';
import type { Engine } from '../../../runtime/engine.ts';
import type { OpenDataset } from '../../datasets/opening/open-dataset.ts';
import type { InstalledModel } from '../../models/installed-models.ts';
import { logitsFingerprint } from '../../inference/scoring-fingerprint.ts';
import { openBatches, type BatchModel } from './batch-model.ts';
import { groupBySize } from './group-by-size.ts';
import { sentenceOf } from '../../../contract/messages/fault-sentences.ts';

export interface ScoreOptions {
  readonly casebook: Pick<Casebook, 'entryScores'>;
  /** Begins an engine when the first image needs one; it is closed at the end. */
  readonly startEngine: (signal?: AbortSignal) => Promise<Engine>;
  readonly signal?: AbortSignal | undefined;
  /** Answers, each of one image by one model, of all that are wanted; those that were known count too. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Why an image has no score. */
export interface NotScored {
  readonly entry: number;
  readonly file: string;
  readonly reason: string;
}

export interface DatasetScores {
  /** By the entry's index. */
  readonly scores: ReadonlyMap<number, EntryScore>;
  readonly notScored: readonly NotScored[];
}

/** Images that are decoded, and then scored by each model, at a time. */
const IMAGES_AT_ONCE = 32;
/** Of these, files that are read and decoded together. */
const FILES_AT_ONCE = 4;

/** An image prepared for each model that has not scored it yet; a reason where it can't be read. */
type Prepared =
  | { readonly entry: DatasetEntry; readonly inputs: ReadonlyMap<InstalledModel, PreparedInput> }
  | { readonly entry: DatasetEntry; readonly reason: string };

interface PreparedInput {
  /** [views, channels, height, width]. */
  readonly values: Float32Array;
  readonly durationMs: number;
}

/**
 * One result a model, in their order. What was scored stays when the signal ends it. An image that can't be read, or on
 * which the engine stops, is among `notScored` with the reason.
 * @throws the signal's reason; an UnusableModelError; the engine's error when none will start.
 */
export async function scoreDataset(
  dataset: Pick<OpenDataset, 'readImage'>,
  entries: readonly DatasetEntry[],
  models: readonly InstalledModel[],
  options: ScoreOptions,
): Promise<readonly DatasetScores[]> {
  const images = entries.flatMap(({ sha256 }) => sha256 ?? []);
  const known = new Map(
    models.map((model) => [
      model,
      new Map(options.casebook.entryScores.ofImages(logitsFingerprint(model.card), images)),
    ]),
  );
  const reasons = new Map<InstalledModel, Map<number, string>>(models.map((model) => [model, new Map()]));
  const isMissing = (model: InstalledModel, { sha256 }: DatasetEntry): boolean =>
    sha256 !== null && !known.get(model)!.has(sha256);
  const missing = new Map(
    models.map((model) => [model, new Set(entries.filter((entry) => isMissing(model, entry)))] as const),
  );
  const total = models.length * entries.length;
  let done = models.reduce((sum, model) => sum + entries.length - missing.get(model)!.size, 0);
  options.onProgress?.(done, total);

  const waiting = models.filter((model) => missing.get(model)!.size > 0);
  if (waiting.length > 0) {
    await using engine = await leased(options);
    for (const group of await groupBySize(waiting)) {
      await using batches = await openBatches(engine.engine, group);
      const wanted = entries.filter((entry) => group.some((model) => isMissing(model, entry)));
      for (let start = 0; start < wanted.length; start += IMAGES_AT_ONCE) {
        options.signal?.throwIfAborted();
        const chunk = wanted.slice(start, start + IMAGES_AT_ONCE);
        const prepared = await prepareAll(dataset, chunk, group, isMissing);
        for (const batch of batches.models) {
          const scored = await scoreChunk(batch, prepared, reasons.get(batch.model)!);
          options.casebook.entryScores.keep(logitsFingerprint(batch.model.card), scored);
          for (const [image, score] of scored) known.get(batch.model)!.set(image, score);
          done += chunk.filter((entry) => missing.get(batch.model)!.has(entry)).length;
          options.onProgress?.(done, total);
        }
      }
    }
  }
  return models.map((model) => resultOf(entries, known.get(model)!, reasons.get(model)!));
}

async function leased({ startEngine, signal }: ScoreOptions): Promise<{ engine: Engine } & AsyncDisposable> {
  const engine = await startEngine(signal);
  return { engine, [Symbol.asyncDispose]: () => engine.close() };
}

function resultOf(
  entries: readonly DatasetEntry[],
  known: ReadonlyMap<string, EntryScore>,
  reasons: ReadonlyMap<number, string>,
): DatasetScores {
  const scores = new Map<number, EntryScore>();
  const notScored: NotScored[] = [];
  for (const { index, file, sha256 } of entries) {
    const score = sha256 === null ? undefined : known.get(sha256);
    if (score !== undefined) scores.set(index, score);
    else {
      const reason = sha256 === null ? 'The file is not there or may not be read.' : (reasons.get(index) ?? '');
      notScored.push({ entry: index, file, reason });
    }
  }
  return { scores, notScored };
}

async function prepareAll(
  dataset: Pick<OpenDataset, 'readImage'>,
  entries: readonly DatasetEntry[],
  models: readonly InstalledModel[],
  isMissing: (model: InstalledModel, entry: DatasetEntry) => boolean,
): Promise<readonly Prepared[]> {
  const prepared: Prepared[] = [];
  let next = 0;
  async function work(): Promise<void> {
    while (next < entries.length) {
      const place = next++;
      const entry = entries[place]!;
      const wanting = models.filter((model) => isMissing(model, entry));
      prepared[place] = await prepare(dataset, entry, wanting);
    }
  }
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
  return prepared;
}

/** Models that prepare pixels alike share the work. */
async function prepare(
  dataset: Pick<OpenDataset, 'readImage'>,
  entry: DatasetEntry,
  models: readonly InstalledModel[],
): Promise<Prepared> {
  const image = await dataset.readImage(entry);
  if (!image.ok) return { entry, reason: sentenceOf(image.error) };
  const made = new Map<string, PreparedInput>();
  const inputFor = (spec: Preprocessing): PreparedInput => {
    const key = JSON.stringify(spec);
    const known = made.get(key);
    if (known !== undefined) return known;
    const start = performance.now();
    const values = toInput(toModelImage(image.value.frame, spec), spec).data as Float32Array;
    const input = { values, durationMs: performance.now() - start };
    made.set(key, input);
    return input;
  };
  return { entry, inputs: new Map(models.map((model) => [model, inputFor(model.card.preprocessing)])) };
}

/** By the images' hashes; why others have none goes into `reasons`. */
async function scoreChunk(
  batch: BatchModel,
  prepared: readonly Prepared[],
  reasons: Map<number, string>,
): Promise<ReadonlyMap<string, EntryScore>> {
  const scored = new Map<string, EntryScore>();
  const cases: { entry: DatasetEntry; input: PreparedInput }[] = [];
  for (const image of prepared) {
    if ('reason' in image) reasons.set(image.entry.index, image.reason);
    else {
      const input = image.inputs.get(batch.model);
      if (input !== undefined) cases.push({ entry: image.entry, input });
    }
  }
  const answers = await batch.run(cases.map(({ input }) => input.values));
  cases.forEach(({ entry, input }, i) => {
    const answer = answers[i]!;
    if (!answer.ok) return reasons.set(entry.index, sentenceOf(answer.error));
    const { logits, durationMs } = answer.value;
    const { provider } = batch;
    return scored.set(entry.sha256!, { logits, durationMs: input.durationMs + durationMs, provider });
  });
  return scored;
}
