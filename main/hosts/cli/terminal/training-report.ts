/** How a training goes, on the terminal: its bar, and a line an epoch. */
import type { ContractClient, WorkstationEvent } from '../../../contract/contract.ts';
import type { TrainingId } from '../../../domain/ids.ts';
import type { EpochRecord, Training, TrainingProgress } from '../../../domain/training/training.ts';
import { formatSeconds, type ProgressLine } from './progress.ts';

export interface TrainingReport {
  hear(event: WorkstationEvent, training: TrainingId): Promise<void>;
  /** Tells the last epochs, and how the training stands. */
  finish(training: TrainingId): Promise<Training>;
}

/** @param asJson a line of JSON an epoch on standard output instead of a sentence. */
export function createTrainingReport(client: ContractClient, progress: ProgressLine, asJson: boolean): TrainingReport {
  let latest: TrainingProgress | null = null;
  let told = 0;

  async function tellEpochs(id: TrainingId): Promise<Training> {
    const { training } = await client.training.get({ training: id });
    for (const epoch of training.epochs.slice(told)) tellEpoch(epoch);
    told = training.epochs.length;
    return training;
  }
  function tellEpoch(record: EpochRecord): void {
    const { epoch, auc, accuracy, isBest, trainingLoss: loss, learningRate } = record;
    if (asJson) {
      const { done = 0, total = 0, epochs = 0, imagesPerSecond = null, secondsLeft = null } = latest ?? {};
      const pace = { loss, learningRate, imagesPerSecond, secondsLeft };
      const validation = { auc, accuracy, isBest };
      return console.log(JSON.stringify({ phase: 'validating', done, total, epoch, epochs, ...pace, validation }));
    }
    const best = isBest ? ', the best so far' : '';
    progress.say(`epoch ${epoch}: AUC ${auc.toFixed(4)}, accuracy ${accuracy.toFixed(4)}${best}`);
  }
  return {
    async hear(event, id) {
      if (event.type === 'trainingProgress' && event.progress.training === id) {
        latest = event.progress;
        progress.update(latest.done, latest.total, textOf(latest));
      }
      if (event.type === 'trainingChanged' && event.training === id) await tellEpochs(id);
    },
    finish: tellEpochs,
  };
}

function textOf({ phase, epoch, epochs, loss, imagesPerSecond, secondsLeft }: TrainingProgress): string {
  const parts = [
    phase,
    epoch > 0 && `epoch ${epoch}/${epochs}`,
    loss !== null && `loss ${loss.toFixed(3)}`,
    imagesPerSecond !== null && `${imagesPerSecond.toFixed(0)} images/s`,
    secondsLeft !== null && `${formatSeconds(secondsLeft)} left`,
  ];
  return parts.filter(Boolean).join(' · ');
}
