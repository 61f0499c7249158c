/** Turns what a training does into progress. */
import type { TrainSettings } from '../../../contract/training-settings/setting-table.ts';
import type { RunProgress } from '../settings/train-settings.ts';
import type { EpochRecord } from '../../../domain/training/training.ts';

export interface Meter {
  /** Images that have gone through the frozen part. */
  computed(done: number, total: number): void;
  stepped(at: { epoch: number; step: number; steps: number; loss: number; learningRate: number }): void;
  validating(epoch: number): void;
  validated(record: EpochRecord): void;
}

/** Speed and remaining time are from the time since the first step's end. */
export function createMeter({ epochs, batch }: TrainSettings, onProgress: (progress: RunProgress) => void): Meter {
  let begin: number | null = null;
  let counted = 0;
  let latest: RunProgress = {
    phase: 'training',
    done: 0,
    total: 0,
    epoch: 0,
    epochs,
    loss: null,
    learningRate: null,
    imagesPerSecond: null,
    secondsLeft: null,
    validation: null,
  };
  function report(change: Partial<RunProgress>): void {
    latest = { ...latest, ...change };
    onProgress(latest);
  }
  return {
    computed: (done, total) => report({ phase: 'features', done, total }),
    stepped({ epoch, step, steps, loss, learningRate }) {
      // The first step is slower: ONNX Runtime plans its memory.
      if (begin === null) begin = performance.now();
      else counted++;
      const rate = counted === 0 ? null : (1000 * counted) / (performance.now() - begin);
      const [total, done] = [epochs * steps, (epoch - 1) * steps + step];
      report({
        phase: 'training',
        done,
        total,
        epoch,
        loss: latest.loss === null ? loss : latest.loss + (loss - latest.loss) / 20,
        learningRate,
        imagesPerSecond: rate === null ? null : rate * batch,
        secondsLeft: rate === null ? null : (total - done) / rate,
      });
    },
    validating: (epoch) => report({ phase: 'validating', epoch, validation: null }),
    validated: ({ auc, accuracy, isBest }) => report({ phase: 'validating', validation: { auc, accuracy, isBest } }),
  };
}
