/** The time and memory that a training will take, by trying a little of it. */
import { freemem, totalmem } from 'node:os';
import type { TrainingEstimate } from '../../../contract/training.ts';
import { failure, success, type Outcome } from '../../../domain/outcome.ts';
import { createRandom } from '../../../domain/statistics/random.ts';
import type { Engine } from '../../../runtime/engine.ts';
import type { Decoder } from '../../decoding/decoder.ts';
import { designTraining } from '../../training/planning/design-training.ts';
import { prepareMaterial } from '../../training/loop/features.ts';
import { openLearner } from '../../training/loop/learner.ts';
import type { Material } from '../../training/loop/material.ts';
import { stepsOf } from '../../training/batches/sampler.ts';
import type { TrainOptions } from '../../training/settings/train-settings.ts';
import type { TrainingTask } from '../../training/task/training-task.ts';
import { describeTraining } from './describe-training.ts';
import { makeTrial } from './trial-task.ts';

interface Hooks {
  /** Used for nothing before, so that its memory is that of the trial. */
  readonly engine: Engine;
  readonly decoder: Decoder;
  readonly signal?: AbortSignal | undefined;
}

/** Steps that are timed, after a first one in which ONNX Runtime plans its memory. */
const STEPS = 3;

/** Faults as of `designTraining`, and 'job.cancelled'. */
export async function estimateTraining(options: TrainOptions, hooks: Hooks): Promise<Outcome<TrainingEstimate>> {
  const designed = await designTraining(options);
  if (!designed.ok) return designed;
  const plan = describeTraining(designed.value);
  if (!plan.ok) return plan;
  const { settings } = designed.value;
  const trial = await makeTrial(designed.value, plan.value, hooks.decoder);
  if (!trial.ok) return trial;
  const { task, readSeconds, bytesPerImage } = trial.value;
  const began = performance.now();
  const material = await prepareMaterial(task, { ...hooks, onProgress: () => undefined });
  const prepared = (performance.now() - began) / 1000;
  const pace = await timeSteps(task, material, hooks);
  if (pace === null) return failure('job.cancelled', {});
  const [training, validation] = (['training', 'validation'] as const).map((side) =>
    plan.value.balance.reduce((sum, each) => sum + each[side], 0),
  ) as [number, number];
  const stepsPerEpoch = stepsOf(training, settings.batch);
  const isCached = material.seconds > 0;
  const perImage = readSeconds + (isCached ? prepared / (task.training.length + task.validation.length) : 0);
  const preparationSeconds = perImage * (training + validation);
  const validationSeconds = pace.validation * validation;
  return success({
    basis: { steps: pace.steps, images: settings.batch, isCached },
    secondsPerStep: pace.step,
    stepsPerEpoch,
    validationSeconds,
    preparationSeconds,
    totalSeconds: preparationSeconds + settings.epochs * (stepsPerEpoch * pace.step + validationSeconds),
    peakMemory: await hooks.engine.peakMemory(),
    imageMemory: bytesPerImage * (training + validation),
    memory: totalmem(),
    freeMemory: freemem(),
  });
}

interface PaceOfTrial {
  readonly steps: number;
  /** Seconds. */
  readonly step: number;
  /** Seconds an image. */
  readonly validation: number;
}

/** Null when it was cancelled. */
async function timeSteps(task: TrainingTask, material: Material, hooks: Hooks): Promise<PaceOfTrial | null> {
  const { settings, trainable, rates, classWeights } = task;
  const learner = await openLearner(hooks.engine, material.forward, settings, { trainable, rates, classWeights });
  const random = createRandom('estimate');
  const rows = task.training.map((_, i) => i);
  const samples = Array.from({ length: settings.batch }, (_, i) => rows[i % rows.length]!);
  try {
    let seconds = 0;
    for (let step = 0; step <= STEPS; step++) {
      if (hooks.signal?.aborted) return null;
      const begin = performance.now();
      await learner.step(await material.batch(samples, random), 1e-6, random);
      if (step > 0) seconds += (performance.now() - begin) / 1000;
    }
    const begin = performance.now();
    const oneView = { ...task.spec, views: task.spec.views.slice(0, 1) };
    await material.score(hooks.engine, await learner.weights(), oneView);
    const validation = (performance.now() - begin) / 1000 / task.validation.length;
    return { steps: STEPS, step: seconds / STEPS, validation };
  } finally {
    await learner.close();
  }
}
