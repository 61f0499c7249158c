/**
 * Learns phantoms from nothing and looks whether the heatmap points at what was planted: the whole chain from pixels over
 * gradients, training and engine to Grad-CAM.
 */
import { createRandom } from '../../main/domain/statistics/random.ts';
import { float32 } from '../../main/domain/tensor.ts';
import { withHeatmap } from '../../main/graph/explain/with-heatmap.ts';
import { withWeights } from '../../main/graph/training/training-graph.ts';
import { writeOnnx } from '../../main/graph/onnx/write-onnx.ts';
import { createPhantom } from '../../main/imaging/phantom/phantom.ts';
import { preprocess, toModelImage } from '../../main/imaging/preprocessing/preprocess.ts';
import { createSmallCnn } from '../../main/networks/architectures/small-cnn.ts';
import type { Engine } from '../../main/runtime/engine.ts';
import { trainSettingsSchema } from '../../main/contract/training-settings/setting-table.ts';
import type { LabelledImage } from '../../main/services/training/batches/make-batch.ts';
import { train } from '../../main/services/training/loop/trainer.ts';
import { preprocessingOf } from '../../main/services/training/settings/train-settings.ts';
import { isPeakInOpacity } from './peak-in-mask.ts';

export interface PhantomTrial {
  /** Rows and columns of phantoms and of the network's input, pixels. */
  readonly size: number;
  /** Phantoms to learn from, half of them healthy. */
  readonly training: number;
  /** Ill phantoms that the heatmap is tried on. */
  readonly unseen: number;
}

export interface PhantomFigures {
  /** The AUC on 60 phantoms that were not learned from, at the epoch that is kept. */
  readonly auc: number;
  readonly epoch: number;
  /** Unseen phantoms where the maximum of Grad-CAM lies in the opacity. */
  readonly hits: number;
  /** How many hits a point drawn anywhere in the images would have: the sum of the opacities' shares of the frame. */
  readonly hitsByChance: number;
}

const labels = ['NORMAL', 'PNEUMONIA'] as const;

const meanOf = (values: Uint8Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export async function learnPhantoms({ size, training, unseen }: PhantomTrial, engine: Engine): Promise<PhantomFigures> {
  const settings = trainSettingsSchema.parse({
    size,
    epochs: 12,
    learningRate: 2e-3,
    averageDecay: 0.98,
    augmentation: 0.5,
    views: 1,
  });
  const spec = preprocessingOf(settings);
  /** Healthy and ill by turns. */
  const make = (count: number, series: string): LabelledImage[] =>
    Array.from({ length: count }, (_, i) => {
      const label = i % 2;
      const { frame } = createPhantom({ seed: `${series} ${i}`, label: labels[label]!, size });
      return { image: toModelImage(frame, spec), label, patient: `${series} ${i}` };
    });
  const forward = createSmallCnn({
    labels: labels.length,
    height: size,
    width: size,
    channels: 1,
    random: createRandom('phantom learning'),
  }).graph;
  const images = { training: make(training, 'training'), validation: make(60, 'validation') };
  const task = { forward, labels: labels.length, ...images, spec, settings };
  const { epochs, weights } = await train(task, { engine, onProgress: () => undefined });
  const best = epochs.findLast(({ isBest }) => isBest)!;

  const explained = withHeatmap(withWeights(forward, weights), {
    method: 'grad-cam',
    logits: 'logits',
    heatmap: 'heatmap_features',
  });
  const session = await engine.open({ model: writeOnnx(explained) });
  let [hits, hitsByChance] = [0, 0];
  for (let i = 0; i < unseen; i++) {
    const phantom = createPhantom({ seed: `unseen ${i}`, label: 'PNEUMONIA', size });
    const { input, covers } = preprocess(phantom.frame, spec);
    const { heatmap } = await session.run({ image: input, labelWeights: float32([1, 2], [0, 1]) }, ['heatmap']);
    const [, height, width] = heatmap!.dims;
    const values = Array.from(heatmap!.data as Float32Array);
    if (isPeakInOpacity(phantom, { width: width!, height: height!, values, covers })) hits++;
    hitsByChance += meanOf(phantom.mask);
  }
  await session.close();
  return { auc: best.auc, epoch: best.epoch, hits, hitsByChance };
}
