/** Models' logits for the images of a dataset: kept by the images' content, so that nothing is scored twice. */
import pMap from 'p-map';
import type { EntryScore } from '../../../casebook/laboratory/entry-score-repository.ts';
import type { Casebook } from '../../../casebook/open-casebook.ts';
import type { DatasetEntry } from '../../../domain/datasets/dataset.ts';
import { toCodedMessage, type CodedMessage } from '../../../domain/messages/coded-message.ts';
import type { Engine } from '../../../runtime/engine.ts';
import type { OpenDataset } from '../../datasets/opening/open-dataset.ts';
import { unreadFault } from '../../files/lost-names.ts';
import type { InstalledModel } from '../../models/installed-models.ts';
import { createPredictor, logitsOf, type Predictor } from '../../inference/predictor.ts';
import { preparing, type PreparedImage } from '../../decoding/prepare-image.ts';
import { subjectOf } from '../../inference/subject.ts';
import { logitsFingerprint } from '../../inference/scoring-fingerprint.ts';
import { groupBySize } from './group-by-size.ts';

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
  readonly fault: CodedMessage;
}

export interface DatasetScores {
  /** By the entry's index. */
  readonly scores: ReadonlyMap<number, EntryScore>;
  readonly notScored: readonly NotScored[];
}

/** Images that are decoded, and then scored by each model, at a time. */
const IMAGES_AT_ONCE = 32;
/** Files among them that are read and decoded together. */
const FILES_AT_ONCE = 4;

/** An image prepared for each model that has not scored it yet; a fault where it can't be read. */
type Prepared =
  | { readonly entry: DatasetEntry; readonly images: ReadonlyMap<InstalledModel, PreparedImage> }
  | { readonly entry: DatasetEntry; readonly fault: CodedMessage };

/**
 * One result a model, in their order. What was scored stays when the signal ends it. An image that can't be read, or on
 * which the engine stops, is among `notScored` with the fault.
 * @throws the signal's reason; a FaultError for a model that can't be opened; the engine's error when none will start.
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
  const faults = new Map<InstalledModel, Map<number, CodedMessage>>(models.map((model) => [model, new Map()]));
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
    await using predictor = createPredictor(engine.engine);
    for (const group of await groupBySize(waiting)) {
      const wanted = entries.filter((entry) => group.some((model) => isMissing(model, entry)));
      for (let start = 0; start < wanted.length; start += IMAGES_AT_ONCE) {
        options.signal?.throwIfAborted();
        const chunk = wanted.slice(start, start + IMAGES_AT_ONCE);
        const prepared = await pMap(
          chunk,
          (entry) => {
            const wanting = group.filter((model) => isMissing(model, entry));
            return prepare(dataset, entry, wanting);
          },
          { concurrency: FILES_AT_ONCE },
        );
        for (const model of group) {
          const scored = await scoreChunk(predictor, model, prepared, faults.get(model)!, options.signal);
          options.casebook.entryScores.keep(logitsFingerprint(model.card), scored);
          for (const [image, score] of scored) known.get(model)!.set(image, score);
          done += chunk.filter((entry) => missing.get(model)!.has(entry)).length;
          options.onProgress?.(done, total);
        }
      }
      for (const model of group) await predictor.release(subjectOf(model));
    }
  }
  return models.map((model) => resultOf(entries, known.get(model)!, faults.get(model)!));
}

async function leased({ startEngine, signal }: ScoreOptions): Promise<{ engine: Engine } & AsyncDisposable> {
  const engine = await startEngine(signal);
  return { engine, [Symbol.asyncDispose]: () => engine.close() };
}

function resultOf(
  entries: readonly DatasetEntry[],
  known: ReadonlyMap<string, EntryScore>,
  faults: ReadonlyMap<number, CodedMessage>,
): DatasetScores {
  const scores = new Map<number, EntryScore>();
  const notScored: NotScored[] = [];
  for (const { index, file, sha256 } of entries) {
    const score = sha256 === null ? undefined : known.get(sha256);
    if (score !== undefined) scores.set(index, score);
    else {
      const fault = sha256 === null ? unreadFault(file) : faults.get(index)!;
      notScored.push({ entry: index, file, fault });
    }
  }
  return { scores, notScored };
}

async function prepare(
  dataset: Pick<OpenDataset, 'readImage'>,
  entry: DatasetEntry,
  models: readonly InstalledModel[],
): Promise<Prepared> {
  const image = await dataset.readImage(entry);
  if (!image.ok) return { entry, fault: toCodedMessage(image.error) };
  const prepared = preparing(image.value.frame);
  return { entry, images: new Map(models.map((model) => [model, prepared(model.card.preprocessing)])) };
}

/** By the images' hashes; why others have none goes into `faults`. */
async function scoreChunk(
  predictor: Predictor,
  model: InstalledModel,
  prepared: readonly Prepared[],
  faults: Map<number, CodedMessage>,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, EntryScore>> {
  const scored = new Map<string, EntryScore>();
  const wanted: { entry: DatasetEntry; image: PreparedImage }[] = [];
  for (const each of prepared) {
    if ('fault' in each) faults.set(each.entry.index, each.fault);
    else {
      const image = each.images.get(model);
      if (image !== undefined) wanted.push({ entry: each.entry, image });
    }
  }
  const asked = wanted.map(({ image }) => ({ rows: image.input }));
  const answers = await predictor.predict(subjectOf(model), asked, { signal });
  const { provider } = await predictor.engine();
  wanted.forEach(({ entry, image }, i) => {
    const answer = answers[i]!;
    const logits = answer.ok ? logitsOf(answer.value) : answer;
    if (!logits.ok) return faults.set(entry.index, toCodedMessage(logits.error));
    const durationMs = image.durationMs + (answer.ok ? answer.value.durationMs : 0);
    return scored.set(entry.sha256!, { logits: logits.value, durationMs, provider });
  });
  return scored;
}
