/** Trainings in words: titles, states and phases. */
import type { TFunction } from 'i18next';
import type { TrainingView } from '../../../main/contract/training.ts';

export const isUnderWay = ({ progress }: Pick<TrainingView, 'progress'>): boolean => progress !== null;

export const trainingTitle = ({ request }: Pick<TrainingView, 'request'>): string =>
  request.title === '' ? request.model : request.title;

/** Its state, or its phase while it runs, in a few words. */
export function phaseOf(
  t: TFunction<'training'>,
  { state, progress }: Pick<TrainingView, 'state' | 'progress'>,
): string {
  if (progress === null || state !== 'running') return t(`state.${state}`);
  return t(`phase.${progress.phase}`, { epoch: progress.epoch, epochs: progress.epochs });
}

/** The best so far; undefined before the first epoch has ended. */
export const bestOf = ({ epochs }: Pick<TrainingView, 'epochs'>) => epochs.findLast(({ isBest }) => isBest);
