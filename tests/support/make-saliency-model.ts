/** A small real model for tests of saliency checks: trained by hand to call a bright square in a dark picture PNEUMONIA. */
import { createHash } from 'node:crypto';
import type { ModelId } from '../../main/domain/ids.ts';
import { createRandom } from '../../main/domain/statistics/random.ts';
import { float32 } from '../../main/domain/tensor.ts';
import { createBuilder, int, ints } from '../../main/graph/ir/builder.ts';
import type { Graph } from '../../main/graph/ir/graph.ts';
import { readOnnx } from '../../main/graph/onnx/read-onnx.ts';
import { writeOnnx } from '../../main/graph/onnx/write-onnx.ts';
import { makeCard } from './make-model.ts';
import type { InstalledModel } from '../../main/services/models/installed-models.ts';

export const SIDE = 32;

/**
 * Two convolutions of stride 2 whose first channel keeps the mean brightness above a third, and others that do not
 * reach the head; the score is that channel's mean over the 8 × 8 places.
 */
function makeGraph(): Graph {
  const random = createRandom('exam model');
  const noise = (count: number, deviation: number): Float32Array => random.normals(new Float32Array(count), deviation);
  const builder = createBuilder({ name: 'square' });
  const image = builder.input('image', { type: 'float32', dims: ['N', 1, SIDE, SIDE] });
  const first = noise(6 * 9, 0.5);
  first.fill(1 / 9, 0, 9);
  const second = noise(6 * 6 * 9, 0.3);
  second.fill(0, 0, 6 * 9);
  second.fill(1 / 9, 0, 9);
  const layer = (value: string, name: string, kernel: Float32Array, dims: number[], bias: number): string => {
    const shift = new Float32Array(6);
    shift[0] = bias;
    const conv = builder.node(
      'Conv',
      [
        value,
        builder.initializer(`${name}.weight`, float32(dims, kernel)),
        builder.initializer(`${name}.bias`, float32([6], shift)),
      ],
      { pads: ints([1, 1, 1, 1]), strides: ints([2, 2]) },
    );
    return builder.node('Relu', [conv], {}, name);
  };
  const low = layer(image, 'low', first, [6, 1, 3, 3], 0);
  const map = layer(low, 'map', second, [6, 6, 3, 3], -0.35);
  const mean = builder.node('Flatten', [builder.node('GlobalAveragePool', [map])], { axis: int(1) });
  const weight = builder.initializer('head.weight', float32([6, 2], [-30, 30, ...Array<number>(10).fill(0)]));
  const bias = builder.initializer('head.bias', float32([2], [0.5, -0.5]));
  builder.output(builder.node('Gemm', [mean, weight, bias], {}, 'logits'), { type: 'float32', dims: ['N', 2] });
  return builder.finish();
}

export function makeSaliencyModel(): InstalledModel {
  const bytes = writeOnnx(makeGraph());
  const estimate = { value: 0.9, interval95: [0.8, 0.95] as [number, number], n: 100 };
  const card = makeCard({
    id: 'square' as ModelId,
    title: 'Bright squares',
    network: { name: 'square', parameters: 394, hyperParameters: {} },
    operatingPoints: [
      { label: 'PNEUMONIA', threshold: 0.5, rule: 'in use', sensitivity: estimate, specificity: estimate },
    ],
    calibration: { temperature: 1, fittedOn: null },
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  return {
    card: { ...card, preprocessing: { ...card.preprocessing, width: SIDE, height: SIDE } },
    folder: '/models/square',
    modelBytes: () => Promise.resolve(bytes),
  };
}

export const saliencyGraph = async (): Promise<Graph> => readOnnx(await makeSaliencyModel().modelBytes());

/** A dark picture with a bright square of 8 × 8 pixels, 0…1; and where it lies. */
export function squarePicture(
  left: number,
  top: number,
): { readonly picture: Float32Array; readonly mask: Uint8Array } {
  const picture = new Float32Array(SIDE * SIDE).fill(0.1);
  const mask = new Uint8Array(SIDE * SIDE);
  for (let y = top; y < top + 8; y++)
    for (let x = left; x < left + 8; x++) {
      picture[y * SIDE + x] = 0.9;
      mask[y * SIDE + x] = 1;
    }
  return { picture, mask };
}
