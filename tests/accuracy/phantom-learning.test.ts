/**
 * Learns phantoms from nothing, in about a minute, and looks whether the heatmap points at what was planted:
 * the whole chain from pixels over gradients, training and engine to Grad-CAM.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../main/domain/statistics/random.ts';
import { float32 } from '../../main/domain/tensor.ts';
import { withHeatmap } from '../../main/graph/explain/with-heatmap.ts';
import { withWeights } from '../../main/graph/training/training-graph.ts';
import { writeOnnx } from '../../main/graph/onnx/write-onnx.ts';
import { createPhantom } from '../../main/imaging/phantom/phantom.ts';
import { preprocess, toModelImage } from '../../main/imaging/preprocessing/preprocess.ts';
import { createSmallCnn } from '../../main/networks/architectures/small-cnn.ts';
import { startEngine } from '../../main/runtime/process/engine-process.ts';
import type { EngineProcess } from '../../main/runtime/process/engine-process.ts';
import type { EngineSession } from '../../main/runtime/engine.ts';
import type { LabelledImage } from '../../main/services/training/batches/make-batch.ts';
import { trainSettingsSchema } from '../../main/contract/training-settings/setting-table.ts';
import { preprocessingOf } from '../../main/services/training/settings/train-settings.ts';
import { train } from '../../main/services/training/loop/trainer.ts';
import type { Trained } from '../../main/services/training/task/training-task.ts';
import { isPeakInOpacity } from '../support/peak-in-mask.ts';

const settings = trainSettingsSchema.parse({
  size: 128,
  epochs: 12,
  learningRate: 2e-3,
  averageDecay: 0.98,
  augmentation: 0.5,
  views: 1,
});
const spec = preprocessingOf(settings);
const labels = ['NORMAL', 'PNEUMONIA'] as const;
const PHANTOM_SIZE = 128;

/** Healthy and ill by turns. */
function makePhantoms(count: number, series: string): LabelledImage[] {
  return Array.from({ length: count }, (_, i) => {
    const label = i % 2;
    const { frame } = createPhantom({ seed: `${series} ${i}`, label: labels[label]!, size: PHANTOM_SIZE });
    return { image: toModelImage(frame, spec), label, patient: `${series} ${i}` };
  });
}

describe('a network trained on phantoms', () => {
  let engine: EngineProcess;
  let trained: Trained;
  let explaining: EngineSession;
  beforeAll(async () => {
    engine = await startEngine({ provider: 'cpu', threads: 2 });
    const forward = createSmallCnn({
      labels: 2,
      height: 128,
      width: 128,
      channels: 1,
      random: createRandom('phantom learning'),
    }).graph;
    const images = { training: makePhantoms(480, 'training'), validation: makePhantoms(60, 'validation') };
    trained = await train({ forward, labels: 2, ...images, spec, settings }, { engine, onProgress: () => undefined });
    const explained = withHeatmap(withWeights(forward, trained.weights), {
      method: 'grad-cam',
      logits: 'logits',
      heatmap: 'heatmap_features',
    });
    explaining = await engine.open({ model: writeOnnx(explained) });
  }, 240_000);
  afterAll(() => engine.close());

  test('tells the ill from the healthy among unseen phantoms', () => {
    const best = trained.epochs.findLast(({ isBest }) => isBest)!;
    console.log(`Validation AUC ${best.auc.toFixed(3)} after epoch ${best.epoch}`);
    expect(best.auc).toBeGreaterThan(0.9);
  });

  test('points at the planted opacity in at least 8 of 10 unseen ill phantoms', async () => {
    let hits = 0;
    for (let i = 0; i < 10; i++) {
      const phantom = createPhantom({ seed: `unseen ${i}`, label: 'PNEUMONIA', size: PHANTOM_SIZE });
      const { input, covers } = preprocess(phantom.frame, spec);
      const { heatmap } = await explaining.run({ image: input, labelWeights: float32([1, 2], [0, 1]) }, ['heatmap']);
      const [, height, width] = heatmap!.dims;
      const values = Array.from(heatmap!.data as Float32Array);
      if (isPeakInOpacity(phantom, { width: width!, height: height!, values, covers })) hits++;
    }
    console.log(`The heatmap's maximum lies in the opacity in ${hits} of 10`);
    expect(hits).toBeGreaterThanOrEqual(8);
  });
});
