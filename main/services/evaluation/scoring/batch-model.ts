/** Models opened in an engine that answer for many images at once. */
import { failure, success, type Outcome } from '../../../domain/outcome.ts';
import { float32 } from '../../../domain/tensor.ts';
import { EngineStoppedError, type Engine, type EngineSession } from '../../../runtime/engine.ts';
import type { InstalledModel } from '../../models/installed-models.ts';
import { meanOverViews } from '../../training/validation/evaluate.ts';

export interface Answer {
  /** The mean over the views. */
  readonly logits: readonly number[];
  /** Its share of the run that it was in. */
  readonly durationMs: number;
}

export interface BatchModel {
  readonly model: InstalledModel;
  readonly provider: string;
  /**
   * @param inputs of each image [views, channels, height, width] as the card wants it.
   * One outcome an image, in order. After a stop of the engine the images are tried one by one; fails for the one on
   * which it stops again. Rejects when the engine does not come back: that is no image's fault.
   */
  run(inputs: readonly Float32Array[]): Promise<readonly Outcome<Answer>[]>;
}

/** Images of all views that go through a model at once. */
const BATCH = 32;

/** A model that can't be opened; the message is a sentence for the person. */
export class UnusableModelError extends Error {
  override readonly name = 'UnusableModelError';
}

/** @throws an UnusableModelError, and what the engine throws when it stops. */
export async function openBatches(
  engine: Engine,
  models: readonly InstalledModel[],
): Promise<{ readonly models: readonly BatchModel[] } & AsyncDisposable> {
  const opened: { batch: BatchModel; close: () => Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    for (const each of opened) await each.close();
  };
  try {
    for (const model of models) opened.push(await openBatch(engine, model));
  } catch (error) {
    await close();
    throw error;
  }
  return { models: opened.map(({ batch }) => batch), [Symbol.asyncDispose]: close };
}

async function openBatch(
  engine: Engine,
  model: InstalledModel,
): Promise<{ batch: BatchModel; close: () => Promise<void> }> {
  const { values, preprocessing } = model.card;
  const { views, channels, height, width } = preprocessing;
  const atOnce = Math.max(1, Math.floor(BATCH / views.length));
  let session: EngineSession | null = await open(engine, model);

  async function runOnce(opened: EngineSession, inputs: readonly Float32Array[]): Promise<Answer[]> {
    const all = new Float32Array(inputs.length * inputs[0]!.length);
    inputs.forEach((input, i) => all.set(input, i * input.length));
    const feed = float32([inputs.length * views.length, channels, height, width], all);
    const start = performance.now();
    const outputs = await opened.run({ [values.input]: feed }, [values.logits]);
    const durationMs = (performance.now() - start) / inputs.length;
    const { data, dims } = outputs[values.logits]!;
    return meanOverViews(data as Float32Array, dims[1]!, views.length).map((logits) => ({ logits, durationMs }));
  }
  async function runSafely(inputs: readonly Float32Array[], isAgain = false): Promise<readonly Outcome<Answer>[]> {
    session ??= await open(engine, model);
    try {
      return (await runOnce(session, inputs)).map(checked);
    } catch (error) {
      if (!(error instanceof EngineStoppedError)) throw error;
      session = null;
      if (isAgain) return [failure('ENGINE_STOPPED', 'The engine stopped while it worked on this image.')];
      const outcomes: Outcome<Answer>[] = [];
      for (const input of inputs) outcomes.push(...(await runSafely([input], true)));
      return outcomes;
    }
  }
  const batch: BatchModel = {
    model,
    provider: engine.provider,
    async run(inputs) {
      const outcomes: Outcome<Answer>[] = [];
      for (let start = 0; start < inputs.length; start += atOnce) {
        outcomes.push(...(await runSafely(inputs.slice(start, start + atOnce))));
      }
      return outcomes;
    },
  };
  return { batch, close: async () => session?.close() };
}

async function open(engine: Engine, model: InstalledModel): Promise<EngineSession> {
  try {
    return await engine.open({ model: await model.modelBytes() });
  } catch (error) {
    if (error instanceof EngineStoppedError) throw error;
    const why = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
    throw new UnusableModelError(`The model "${model.card.title}" can't be used: ${why}. Install it again.`, {
      cause: error,
    });
  }
}

function checked(answer: Answer): Outcome<Answer> {
  if (answer.logits.every(Number.isFinite)) return success(answer);
  return failure('MODEL_UNUSABLE', 'The model gives no number for this image.');
}
