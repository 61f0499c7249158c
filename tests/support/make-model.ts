/** A tiny real model for tests: it calls bright images PNEUMONIA. */
import { createHash } from 'node:crypto';
import type { ModelId } from '../../main/domain/ids.ts';
import type { ModelCard } from '../../main/domain/models/model-card.ts';
import { float32 } from '../../main/domain/tensor.ts';
import { createBuilder, int } from '../../main/graph/ir/builder.ts';
import { writeOnnx } from '../../main/graph/onnx/write-onnx.ts';
import type { InstalledModel } from '../../main/services/models/installed-models.ts';

const SIDE = 16;

/** Logits [0, 20 · (mean − 0.5)] of an image of 0…1; the heatmap value is the image through a 1 × 1 convolution. */
export function makeOnnx(): Uint8Array {
  const builder = createBuilder({ name: 'bright' });
  const image = builder.input('image', { type: 'float32', dims: ['N', 1, SIDE, SIDE] });
  const kernel = builder.initializer('kernel', float32([1, 1, 1, 1], [1]));
  const map = builder.node('Conv', [image, kernel], {}, 'map');
  const mean = builder.node('Flatten', [builder.node('GlobalAveragePool', [map])], { axis: int(1) });
  const weight = builder.initializer('weight', float32([1, 2], [0, 20]));
  const bias = builder.initializer('bias', float32([2], [0, -10]));
  builder.output(builder.node('Gemm', [mean, weight, bias], {}, 'logits'), { type: 'float32', dims: ['N', 2] });
  return writeOnnx(builder.finish());
}

const estimate = { value: 0.9, interval95: [0.8, 0.95] as [number, number], n: 100 };

/** A valid card for `makeOnnx()`. */
export function makeCard(overrides: Partial<ModelCard> = {}): ModelCard {
  return {
    cardVersion: 1,
    id: 'bright' as ModelId,
    version: '1.0.0',
    title: 'Bright images',
    description: 'Calls bright images pneumonia.',
    intendedUse: 'Tests.',
    limits: [],
    licence: 'Apache-2.0',
    labels: ['NORMAL', 'PNEUMONIA'],
    network: { name: 'bright', parameters: 5, hyperParameters: {} },
    values: { input: 'image', logits: 'logits', heatmap: 'map' },
    preprocessing: {
      version: 1,
      height: SIDE,
      width: SIDE,
      channels: 1,
      intensity: { kind: 'voi' },
      resize: 'stretch',
      normalisation: { kind: 'fixed', mean: [0], std: [1] },
      views: [{ scale: 1, rotationDegrees: 0, shiftX: 0, shiftY: 0 }],
    },
    calibration: { temperature: 2, fittedOn: 'nothing' },
    operatingPoints: [
      { label: 'PNEUMONIA', threshold: 0.6, rule: 'in use', sensitivity: estimate, specificity: estimate },
      { label: 'PNEUMONIA', threshold: 0.5, rule: 'for information', sensitivity: estimate, specificity: estimate },
    ],
    training: { command: 'none', seed: 1, epochs: 0, settings: {}, datasets: [] },
    metrics: [],
    sha256: createHash('sha256').update(makeOnnx()).digest('hex'),
    ...overrides,
  };
}

export function makeModel(overrides: Partial<ModelCard> = {}): InstalledModel {
  return { card: makeCard(overrides), folder: '/models/bright', modelBytes: () => Promise.resolve(makeOnnx()) };
}
