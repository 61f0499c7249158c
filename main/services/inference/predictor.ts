/**
 * The one way to run a model on images, whoever asks: pages, screening, evaluation, saliency checks, a training's
 * validation. Images go through in batches, those that a person waits for first, and a stop of the engine costs none but
 * the image that it stops on.
 */
import PQueue from 'p-queue';
import { FaultError, faultOf, type Fault } from '../../domain/faults/fault.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { explained } from '../../graph/explain/with-heatmap.ts';
import { EngineStoppedError, type Engine, type Tensors } from '../../runtime/engine.ts';
import { engineOf, type EngineSource } from './engine-source.ts';
import { countRows, fillRows, meanOfRows, oneHot, stackRows, takeRows } from './rows.ts';
import { createSessions, type OpenSession, type Question, type SessionLimits } from './sessions.ts';
import type { Subject } from './subject.ts';

/** Who waits for the answer: a person at a page, a screening, or other work. */
export type Priority = 'reading' | 'screening' | 'background';

const priorities: Readonly<Record<Priority, number>> = { reading: 2, screening: 1, background: 0 };

/**
 * Rows that go through a model at once. On two cores 16 rows of the bundled models take about a second, which is the
 * longest that a click waits; more rows gain a tenth at most, and nobody reads on the engine of background work.
 */
const rowsAtOnce: Readonly<Record<Priority, number>> = { reading: 16, screening: 16, background: 32 };

/** A heatmap's gradients take several times the memory of a prediction. */
const ROWS_OF_HEATMAPS = 8;

function mostRows({ question, priority }: Asked): number {
  const isPlain = question === 'logits' || question === 'features';
  return isPlain ? rowsAtOnce[priority] : ROWS_OF_HEATMAPS;
}

export interface AskedImage {
  /** [views, …] as the model takes it. */
  readonly rows: Tensor;
  /** The label of the heatmap that is asked for: its column in the logits, of so many. */
  readonly label?: { readonly column: number; readonly of: number };
}

export interface Answer {
  /** [views, labels] */
  readonly logits: Tensor;
  /** [views, F]; null where they were not asked for, or the model has none. */
  readonly features: Tensor | null;
  /** [views, h, w]; null where none was asked for. */
  readonly heatmap: Tensor | null;
  /** The image's share of the run that it was in. */
  readonly durationMs: number;
}

export interface PredictOptions {
  readonly question?: Question;
  readonly priority?: Priority;
  readonly signal?: AbortSignal | undefined;
}

export interface Predictor extends AsyncDisposable {
  /** The engine, when it has started; it starts now where it has not. */
  engine(this: void): Promise<Engine>;
  /**
   * One outcome an image, in order. Fault: 'engine.stopped-on-image' for an image on which the engine stopped again when
   * it was tried once more.
   * @throws the signal's reason, at once; FaultError; EngineStoppedError when the engine does not come back,
   * which is no image's fault.
   */
  predict(
    subject: Subject,
    images: readonly AskedImage[],
    options?: PredictOptions,
  ): Promise<readonly Outcome<Answer>[]>;
  /** Closes the sessions of a subject that nobody will ask again. */
  release(subject: Subject): Promise<void>;
  close(): Promise<void>;
}

/** The answers to the first images of those that wait, or the number of images over which the engine stopped. */
type Batch = { readonly answers: readonly Answer[] } | { readonly stoppedOver: number };

export function createPredictor(engine: EngineSource, limits?: SessionLimits): Predictor {
  const ready = engineOf(engine);
  const sessions = createSessions(ready, limits);
  // The engine does one run at a time anyway, and one that brings it down then costs no other.
  const queue = new PQueue({ concurrency: 1 });

  /** A stop while a session opens is no image's fault: once more, then it is the engine's own. */
  async function openSafely(subject: Subject, question: Question): Promise<OpenSession> {
    try {
      return await sessions.open(subject, question);
    } catch (error) {
      if (!(error instanceof EngineStoppedError)) throw error;
      sessions.forget();
      return sessions.open(subject, question);
    }
  }
  async function runFirst(subject: Subject, images: readonly AskedImage[], options: Asked): Promise<Batch> {
    const opened = await openSafely(subject, options.question);
    const chosen = firstOf(images, opened.batch ?? mostRows(options));
    try {
      return { answers: await run(opened, subject, chosen, options) };
    } catch (error) {
      if (!(error instanceof EngineStoppedError)) throw error;
      sessions.forget();
      return { stoppedOver: chosen.length };
    }
  }
  function inTurn(subject: Subject, images: readonly AskedImage[], options: Asked): Promise<Batch> {
    const { priority, signal } = options;
    return queue.add(() => runFirst(subject, images, options), {
      priority: priorities[priority],
      ...(signal !== undefined && { signal }),
    });
  }
  /** The outcomes of as many of the first images as go through at once. */
  async function nextOutcomes(
    subject: Subject,
    images: readonly AskedImage[],
    options: Asked,
  ): Promise<readonly Outcome<Answer>[]> {
    const first = await inTurn(subject, images, options);
    if ('answers' in first) return first.answers.map((answer) => success(answer));
    const chosen = images.slice(0, first.stoppedOver);
    const again = await inTurn(subject, chosen, options);
    if ('answers' in again) return again.answers.map((answer) => success(answer));
    if (chosen.length === 1) return [stopped()];
    const outcomes: Outcome<Answer>[] = [];
    for (const image of chosen) {
      const alone = await inTurn(subject, [image], options);
      outcomes.push(...('answers' in alone ? alone.answers.map((answer) => success(answer)) : [stopped()]));
    }
    return outcomes;
  }
  async function close(): Promise<void> {
    await queue.onIdle();
    await sessions.close();
  }
  return {
    engine: ready,
    async predict(subject, images, { question = 'logits', priority = 'background', signal } = {}) {
      signal?.throwIfAborted();
      const outcomes: Outcome<Answer>[] = [];
      while (outcomes.length < images.length) {
        const rest = images.slice(outcomes.length);
        outcomes.push(...(await nextOutcomes(subject, rest, { question, priority, signal })));
      }
      return outcomes;
    },
    release: (subject) => sessions.release(subject),
    close,
    [Symbol.asyncDispose]: close,
  };
}

interface Asked extends Required<Omit<PredictOptions, 'signal'>> {
  readonly signal: AbortSignal | undefined;
}

/** As many of the first images as have so many rows together, and at least one. */
function firstOf(images: readonly AskedImage[], most: number): readonly AskedImage[] {
  let rows = 0;
  const end = images.findIndex((image) => (rows += countRows(image.rows)) > most);
  return images.slice(0, end === -1 ? images.length : Math.max(1, end));
}

async function run(
  opened: OpenSession,
  subject: Subject,
  images: readonly AskedImage[],
  { signal }: Asked,
): Promise<readonly Answer[]> {
  const { session, batch, outputs } = opened;
  const rows = stackRows(images.map((image) => image.rows));
  const atOnce = batch ?? countRows(rows);
  const names = Object.values(outputs).filter((name) => name !== null);
  const feeds = { [subject.values.input]: rows, ...(outputs.heatmap !== null && labelWeightsOf(images)) };
  const parts: Tensors[] = [];
  const start = performance.now();
  for (let from = 0; from < countRows(rows); from += atOnce) {
    // A graph for a fixed number of images is filled up; what was only filled in is left out of the answers.
    const count = Math.min(atOnce, countRows(rows) - from);
    const given = mapValues(feeds, (tensor) => fillRows(takeRows(tensor, from, count), atOnce));
    const answers = await session.run(given, names, signal);
    parts.push(mapValues(answers, (tensor) => takeRows(tensor, 0, count)));
  }
  const durationMs = (performance.now() - start) / images.length;
  const outputOf = (name: string | null): Tensor | null =>
    name === null ? null : stackRows(parts.map((part) => part[name]!));
  const whole = mapValues(outputs, outputOf);
  let first = 0;
  return images.map((image) => {
    const count = countRows(image.rows);
    const own = (tensor: Tensor | null): Tensor | null => tensor && takeRows(tensor, first, count);
    const answer = { ...mapValues(whole, own), logits: takeRows(whole.logits!, first, count), durationMs };
    first += count;
    return answer;
  });
}

/** [rows, labels] with a one in the column of the label that each image's heatmap is asked for. */
function labelWeightsOf(images: readonly AskedImage[]): Tensors {
  const columns = images.flatMap(({ rows, label }) =>
    Array.from({ length: countRows(rows) }, () => label?.column ?? 0),
  );
  return { [explained.labelWeights]: oneHot(columns, images[0]?.label?.of ?? 0) };
}

function mapValues<Key extends string, From, To>(values: Readonly<Record<Key, From>>, to: (value: From) => To) {
  return Object.fromEntries(Object.entries<From>(values).map(([key, value]) => [key, to(value)])) as Record<Key, To>;
}

/** The mean logits over an image's views. Fault: 'model.no-number'. */
export function logitsOf(answer: Answer): Outcome<number[]> {
  const logits = meanOfRows(answer.logits);
  if (logits.every(Number.isFinite)) return success(logits);
  return failure('model.no-number', {});
}

function stopped(): Outcome<never> {
  return failure('engine.stopped-on-image', {});
}

/** The fault in a value that `predict` throws and that is not a bug; null for anything else. */
export function faultThrown(error: unknown): Fault | null {
  if (error instanceof EngineStoppedError) return faultOf('engine.does-not-come-back', {}, error);
  return error instanceof FaultError ? error.fault : null;
}
