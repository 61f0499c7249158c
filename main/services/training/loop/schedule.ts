import type { TrainSettings } from '../../../contract/training-settings/setting-table.ts';

export interface Schedule {
  readonly kind: TrainSettings['schedule'];
  readonly peak: number;
  readonly warmUpSteps: number;
  readonly totalSteps: number;
  /** Only for the kind `step`: steps from one fall to the next, and the factor of each on the rate. */
  readonly stepLength: number;
  readonly stepFactor: number;
}

/** @param steps of an epoch. */
export function scheduleOf(settings: TrainSettings, steps: number): Schedule {
  return {
    kind: settings.schedule,
    peak: settings.learningRate,
    warmUpSteps: Math.round(settings.warmUpEpochs * steps),
    totalSteps: settings.epochs * steps,
    stepLength: settings.stepEpochs * steps,
    stepFactor: settings.stepFactor,
  };
}

/** As PyTorch's: where one-cycle begins and ends, and the share of the steps on which it rises. */
const oneCycle = { begin: 1 / 25, end: 1 / 25 / 1e4, rise: 0.3 } as const;

/** The rate of a step, counted from 0. All but one-cycle begin with a straight rise from zero over the warm-up. */
export function learningRateAt(step: number, schedule: Schedule): number {
  const { kind, peak, warmUpSteps, totalSteps } = schedule;
  if (kind === 'one-cycle') return peak * oneCycleAt(step, totalSteps);
  if (step < warmUpSteps) return (peak * (step + 1)) / warmUpSteps;
  if (kind === 'constant') return peak;
  if (kind === 'step') return peak * schedule.stepFactor ** Math.floor(step / schedule.stepLength);
  return peak * halfCosine(1, 0, (step - warmUpSteps) / Math.max(1, totalSteps - warmUpSteps));
}

/** Up and down again by half cosines (Smith & Topin 2019). */
function oneCycleAt(step: number, totalSteps: number): number {
  const top = oneCycle.rise * totalSteps - 1;
  if (step <= top) return halfCosine(oneCycle.begin, 1, step / Math.max(1, top));
  return halfCosine(1, oneCycle.end, (step - top) / Math.max(1, totalSteps - 1 - top));
}

/** From one value to another (Loshchilov and Hutter 2017). */
function halfCosine(from: number, to: number, progress: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * Math.min(1, progress)))) / 2;
}
