/** A training under way: its progress and the curve of its steps. */
import type { JobId, TrainingId } from '../../domain/ids.ts';
import type { WorkPhase } from '../../domain/messages/work-phase.ts';
import type { StepPoint, TrainingProgress } from '../../domain/training/training.ts';
import type { RunProgress } from '../training/settings/train-settings.ts';

export interface LiveTraining {
  progress(): TrainingProgress;
  /** Thinned out, so that it stays short however long the training. */
  steps(): readonly StepPoint[];
  /** Those of one epoch, from 1. */
  stepsOf(epoch: number): readonly StepPoint[];
  /** Since it began or went on, rests not counted, s. */
  seconds(): number;
  update(progress: RunProgress): void;
  waits(): void;
}

/** More points than a curve has pixels. */
const MOST_POINTS = 600;

/** @param before steps that were made before an interruption. */
export function createLiveTraining(
  training: TrainingId,
  job: JobId,
  epochs: number,
  before: readonly StepPoint[] = [],
): LiveTraining {
  const none = { loss: null, learningRate: null, imagesPerSecond: null, secondsLeft: null };
  const waiting: TrainingProgress = { training, job, phase: 'waiting', done: 0, total: 0, epoch: 0, epochs, ...none };
  let latest = waiting;
  let points: readonly StepPoint[] = before;
  let [stride, skipped] = [1, 0];
  thin();
  let [worked, since] = [0, null as number | null];
  const secondsOf = (): number => worked + (since === null ? 0 : (performance.now() - since) / 1000);
  function keep({ loss, learningRate, done, total }: RunProgress): void {
    if (loss === null || learningRate === null || ++skipped < stride) return;
    skipped = 0;
    const at = (done / total) * epochs;
    // After a stop it goes on from a checkpoint that may lie before the last step.
    points = [...points.filter((point) => point.epochs < at), { epochs: at, loss, learningRate }];
    thin();
  }
  function thin(): void {
    while (points.length >= MOST_POINTS) {
      points = points.filter((_, i) => i % 2 === 1);
      stride *= 2;
    }
  }
  return {
    progress: () => latest,
    steps: () => points,
    stepsOf: (epoch) => points.filter((point) => point.epochs > epoch - 1 && point.epochs <= epoch),
    update(progress) {
      const { phase, done, total, epoch, loss, learningRate, imagesPerSecond, secondsLeft } = progress;
      const pace = { loss, learningRate, imagesPerSecond, secondsLeft };
      latest = { training, job, phase, done, total, epoch, epochs: progress.epochs, ...pace };
      since ??= performance.now();
      if (phase === 'training') keep(progress);
    },
    seconds: secondsOf,
    waits() {
      [worked, since] = [secondsOf(), null];
      latest = { ...waiting, epoch: latest.epoch };
    },
  };
}

/** For the job tray. */
export function phaseOf({ phase, done, total, epoch, epochs }: TrainingProgress): WorkPhase {
  switch (phase) {
    case 'waiting':
      return { code: 'phase.waiting', details: {} };
    case 'reading':
      return { code: 'phase.reads-image', details: { done, total } };
    case 'features':
      return { code: 'phase.computes-features', details: { done, total } };
    case 'training':
      return { code: 'phase.epoch', details: { epoch, epochs } };
    case 'validating':
      return { code: 'phase.validates', details: { epoch } };
    case 'writing':
      return { code: 'phase.writes-model', details: {} };
  }
}
