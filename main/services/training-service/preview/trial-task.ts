/** A few of a training's images, enough for some steps and a look at the validation. */
import type { TrainingPlan } from '../../../contract/training.ts';
import { failure, success, type Outcome } from '../../../domain/outcome.ts';
import type { Decoder } from '../../decoding/decoder.ts';
import { labelsIn } from '../../datasets/opening/labels-in.ts';
import type { Entry } from '../../datasets/training-split/learning-list.ts';
import type { TrainingDesign } from '../../training/planning/design-training.ts';
import { loadImages } from '../../training/batches/load-images.ts';
import type { LabelledImage } from '../../training/batches/make-batch.ts';
import type { TrainingTask } from '../../training/task/training-task.ts';

export interface Trial {
  readonly task: TrainingTask;
  /** To read an image, when several are read at once. */
  readonly readSeconds: number;
  /** As it stays in memory. */
  readonly bytesPerImage: number;
}

/** Images on each side of the trial. */
const IMAGES = 32;

/** Fault: 'training.trial-unreadable' when too few of them can be read. */
export async function makeTrial(design: TrainingDesign, plan: TrainingPlan, decoder: Decoder): Promise<Outcome<Trial>> {
  const { settings, labels, listed, network } = design;
  const entries = spread(listed[0]!.entries, 2 * IMAGES);
  const begin = performance.now();
  const loaded = await loadImages(
    entries.map(({ path }) => path),
    network.spec,
    { decoder, onProgress: () => undefined },
  );
  const readSeconds = (performance.now() - begin) / 1000 / entries.length;
  const isTogether = settings.loss === 'binary-cross-entropy';
  const images = entries.flatMap((entry, i): readonly LabelledImage[] => {
    const outcome = loaded[i]!;
    if (!outcome.ok) return [];
    const places = labelsIn(entry.label).map((label) => labels.indexOf(label));
    const label = isTogether ? places.filter((place) => place >= 0) : places[0]!;
    return [{ image: outcome.value.image, label, patient: entry.file }];
  });
  if (images.length < 2) {
    const name = listed[0]!.name;
    return failure('training.trial-unreadable', { dataset: name });
  }
  const weights = plan.balance.map(({ weight }) => weight);
  const half = Math.ceil(images.length / 2);
  return success({
    readSeconds,
    bytesPerImage: images[0]!.image.values.byteLength,
    task: {
      forward: network.network.graph,
      labels: labels.length,
      training: images.slice(0, half),
      validation: images.slice(half),
      spec: network.spec,
      settings,
      trainable: network.trainable,
      rates: network.rates,
      classWeights: weights.every((weight) => weight === 1) ? undefined : weights,
    },
  });
}

/** Evenly over the list, so that all labels and sizes are among them. */
function spread(entries: readonly Entry[], count: number): readonly Entry[] {
  const taken = Math.min(count, entries.length);
  return Array.from({ length: taken }, (_, i) => entries[Math.floor((i * entries.length) / taken)]!);
}
