/** Trainings in words: their states, and what they are doing. */
import type { TrainingView } from '../../../main/contract/training.ts';
import type { TrainingState } from '../../../main/domain/training/training.ts';

export const stateWords: Readonly<Record<TrainingState, string>> = {
  queued: 'Waits for its turn',
  running: 'Trains',
  paused: 'Rests',
  interrupted: 'Interrupted',
  stopped: 'Stopped',
  done: 'Done',
  failed: 'Failed',
};

export const isUnderWay = ({ progress }: Pick<TrainingView, 'progress'>): boolean => progress !== null;

export const titleOf = ({ request }: Pick<TrainingView, 'request'>): string =>
  request.title === '' ? request.model : request.title;

/** A few words on what it does just now. */
export function phaseOf({ state, progress }: Pick<TrainingView, 'state' | 'progress'>): string {
  if (progress === null || state !== 'running') return stateWords[state];
  switch (progress.phase) {
    case 'waiting':
      return 'Gets ready';
    case 'reading':
      return 'Reads the images';
    case 'features':
      return 'Computes what the frozen layers give';
    case 'training':
      return `Epoch ${progress.epoch} of ${progress.epochs}`;
    case 'validating':
      return `Validates epoch ${progress.epoch}`;
    case 'writing':
      return 'Measures and writes the model';
  }
}

/** The best so far; undefined before the first epoch has ended. */
export const bestOf = ({ epochs }: Pick<TrainingView, 'epochs'>) => epochs.findLast(({ isBest }) => isBest);
