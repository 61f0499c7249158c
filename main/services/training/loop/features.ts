/** Features of images, computed once: where the first layers are frozen and the images never change, so do these not. */
import { float32 } from '../../../domain/tensor.ts';
import type { Tensor } from '../../../domain/tensor.ts';
import { splitGraph } from '../../../graph/rewrites/split-graph.ts';
import type { SplitGraph } from '../../../graph/rewrites/split-graph.ts';
import type { Engine } from '../../../runtime/engine.ts';
import { createPredictor, type AskedImage } from '../../inference/predictor.ts';
import { subjectOfGraph } from '../../inference/subject.ts';
import { scoredCases } from '../validation/evaluate.ts';
import { answerOf, logitsBy, ROWS_AT_ONCE } from '../validation/score-cases.ts';
import { subjectWith } from './learner.ts';
import { changeOf, firstLook, targetsOf } from '../batches/make-batch.ts';
import type { LabelledImage } from '../batches/make-batch.ts';
import { imagesOf } from './material.ts';
import type { Material } from './material.ts';
import { createMeter } from './meter.ts';
import { refuseTooLarge } from './refuse-too-large.ts';
import type { RunProgress } from '../settings/train-settings.ts';
import { InterruptedError } from '../task/training-errors.ts';
import type { TrainingTask } from '../task/training-task.ts';

/** Images that go through the frozen part at once. */
const BATCH = ROWS_AT_ONCE;

/** Features are kept in memory up to so much, bytes. */
const MOST_BYTES = 4 * 2 ** 30;

interface Hooks {
  readonly engine: Engine;
  readonly onProgress: (progress: RunProgress) => void;
  readonly signal?: AbortSignal | undefined;
}

/** The task's images or, where that gives the same and fits into memory, their features. */
export async function prepareMaterial(task: TrainingTask, hooks: Hooks): Promise<Material> {
  const { forward, trainable, settings, training, validation } = task;
  const changes = changeOf(settings) !== null || settings.mixup > 0;
  if (!settings.cacheFeatures || changes || trainable === undefined) return imagesOf(task);
  const split = splitGraph(forward, { trainable, output: 'logits' });
  if (split === null || (training.length + validation.length) * split.size * 4 > MOST_BYTES) return imagesOf(task);
  const begin = performance.now();
  const features = await computeFeatures(task, split, hooks);
  return { ...featuresOf(task, split, features), seconds: (performance.now() - begin) / 1000 };
}

interface Features {
  readonly training: readonly Float32Array[];
  readonly validation: readonly Float32Array[];
}

async function computeFeatures(task: TrainingTask, { frozen, frontier }: SplitGraph, hooks: Hooks): Promise<Features> {
  refuseTooLarge(frozen);
  await using predictor = createPredictor(hooks.engine);
  const subject = subjectOfGraph(frozen, { input: 'image', logits: frontier });
  const meter = createMeter(task.settings, hooks.onProgress);
  const images = [...task.training, ...task.validation];
  const features: Float32Array[] = [];
  let next = pack(images.slice(0, BATCH), task);
  for (let start = 0; start < images.length; start += BATCH) {
    if (hooks.signal?.aborted) throw new InterruptedError();
    const running = predictor.predict(subject, next);
    // While the engine's process works on these, the next are made ready.
    if (start + BATCH < images.length) next = pack(images.slice(start + BATCH, start + 2 * BATCH), task);
    for (const answer of await running) features.push(answerOf(answer).logits.data as Float32Array);
    meter.computed(features.length, images.length);
  }
  return { training: features.slice(0, task.training.length), validation: features.slice(task.training.length) };
}

function pack(images: readonly LabelledImage[], { spec }: TrainingTask): readonly AskedImage[] {
  const { channels, height, width } = spec;
  return images.map(({ image }) => ({ rows: float32([1, channels, height, width], firstLook(image, spec)) }));
}

function featuresOf(task: TrainingTask, { rest, frontier }: SplitGraph, features: Features): Omit<Material, 'seconds'> {
  const sizes = rest.inputs.get(frontier)!.dims.slice(1).map(Number);
  const gather = (rows: readonly Float32Array[]): Tensor => {
    const size = sizes.reduce((product, each) => product * each, 1);
    const values = new Float32Array(rows.length * size);
    rows.forEach((row, i) => values.set(row, i * size));
    return float32([rows.length, ...sizes], values);
  };
  return {
    forward: rest,
    batch(samples) {
      const targets = targetsOf(
        samples.map((sample) => task.training[sample]!),
        task,
      );
      return Promise.resolve({ images: gather(samples.map((sample) => features.training[sample]!)), targets });
    },
    async score(engine, weights, spec, cases) {
      // Features are there of the validation's first looks only.
      if (spec.views.length > 1 || cases !== undefined) return imagesOf(task).score(engine, weights, spec, cases);
      await using predictor = createPredictor(engine);
      const subject = subjectWith(rest, weights, frontier);
      const images = features.validation.map((row) => ({ rows: float32([1, ...sizes], row) }));
      return scoredCases(await logitsBy(predictor, subject, images), task.validation);
    },
  };
}
