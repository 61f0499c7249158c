/** A model folder that is real in every part and knows nothing: a small network with its first random weights. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelCardSchema, type Estimate, type ModelCard } from '../../main/domain/model-card.ts';
import { createRandom } from '../../main/domain/random.ts';
import { writeOnnx } from '../../main/graph/write-onnx.ts';
import { networks } from '../../main/networks/index.ts';

const size = 64;
const unmeasured: Estimate = { value: 0.5, interval95: [0, 1], n: 0 };

/** Writes `folder/<id>/{model.onnx,card.json}`. */
export function writeTinyModel(folder: string, id = 'tiny', seed = 1): ModelCard {
  const random = createRandom(seed);
  const network = networks['small-cnn']!({ labels: 2, height: size, width: size, channels: 1, random });
  const model = writeOnnx(network.graph);
  const point = {
    label: 'PNEUMONIA',
    threshold: 0.5,
    rule: 'untrained',
    sensitivity: unmeasured,
    specificity: unmeasured,
  };
  const card = modelCardSchema.parse({
    cardVersion: 1,
    id,
    version: '1.0.0',
    title: 'Untrained network',
    description: 'For tests.',
    intendedUse: 'None.',
    limits: [],
    licence: 'Apache-2.0',
    labels: ['NORMAL', 'PNEUMONIA'],
    network: { name: network.name, parameters: 0, hyperParameters: network.hyperParameters },
    values: { input: 'image', logits: 'logits', heatmap: 'heatmap_features' },
    preprocessing: {
      version: 1,
      height: size,
      width: size,
      channels: 1,
      intensity: { kind: 'voi' },
      resize: 'stretch',
      normalisation: { kind: 'per-image' },
      views: [{ scale: 1, rotationDegrees: 0, shiftX: 0, shiftY: 0 }],
    },
    calibration: { temperature: 1, fittedOn: 'nothing' },
    operatingPoints: [point],
    training: { command: 'none', seed, epochs: 0, settings: {}, datasets: [] },
    metrics: [],
    sha256: createHash('sha256').update(model).digest('hex'),
  });
  mkdirSync(join(folder, id), { recursive: true });
  writeFileSync(join(folder, id, 'model.onnx'), model);
  writeFileSync(join(folder, id, 'card.json'), JSON.stringify(card));
  return card;
}
