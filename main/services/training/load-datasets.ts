/** Data sets with their images in memory. */
import type { Preprocessing } from '../../domain/model-card.ts';
import { failure, success } from '../../domain/outcome.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { checkSplits } from './dataset.ts';
import type { Dataset, Sample, Split } from './dataset.ts';
import { loadImages } from './load-images.ts';
import type { LabelledImage } from './make-batch.ts';
import type { TrainProgress } from './train-settings.ts';

export interface LoadedDataset {
  /** Only the samples that could be read. */
  readonly dataset: Dataset;
  readonly images: Readonly<Record<Split, readonly LabelledImage[]>>;
}

interface LoadHooks {
  readonly onProgress: (progress: TrainProgress) => void;
  readonly signal?: AbortSignal | undefined;
  readonly epochs: number;
}

/** Files that can't be read are left out, each with a note; too few left is a fault. */
export async function loadDatasets(
  datasets: readonly Dataset[],
  labels: readonly string[],
  spec: Preprocessing,
  hooks: LoadHooks,
): Promise<Outcome<{ datasets: readonly LoadedDataset[]; notes: readonly string[] }>> {
  const loaded: LoadedDataset[] = [];
  const notes: string[] = [];
  const onProgress = createReport(datasets, hooks);
  for (const dataset of datasets) {
    const paths = dataset.samples.map(({ path }) => path);
    const outcomes = await loadImages(paths, spec, { onProgress, signal: hooks.signal }).catch((error: unknown) => {
      if (hooks.signal?.aborted) return null;
      throw error;
    });
    if (outcomes === null)
      return failure('CANCELLED', 'The training was cancelled before it began; nothing was written.');
    const readable: { sample: Sample; image: LabelledImage }[] = [];
    dataset.samples.forEach((sample, i) => {
      const outcome = outcomes[i]!;
      const { patient } = sample;
      if (!outcome.ok) notes.push(`Left out ${sample.file} of ${dataset.name}: ${outcome.error.userMessage}`);
      else readable.push({ sample, image: { image: outcome.value, label: labels.indexOf(sample.label), patient } });
    });
    const checked = checkSplits({ ...dataset, samples: readable.map(({ sample }) => sample) });
    if (!checked.ok) return checked;
    const of = (split: Split): LabelledImage[] =>
      readable.filter(({ sample }) => sample.split === split).map(({ image }) => image);
    loaded.push({ dataset: checked.value, images: { train: of('train'), val: of('val') } });
  }
  return success({ datasets: loaded, notes });
}

/** Counts the files over all data sets. */
function createReport(datasets: readonly Dataset[], { onProgress, epochs }: LoadHooks): () => void {
  const total = datasets.reduce((sum, { samples }) => sum + samples.length, 0);
  const begin = performance.now();
  let done = 0;
  return () => {
    done++;
    const imagesPerSecond = (1000 * done) / (performance.now() - begin);
    const none = { loss: null, learningRate: null, secondsLeft: null, validation: null };
    onProgress({ phase: 'reading', done, total, epoch: 0, epochs, imagesPerSecond, ...none });
  };
}
