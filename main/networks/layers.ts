/** The layers that the networks are made of. Parameters are named as in torchvision: `layer1.0.conv1.weight`. */
import type { Random } from '../domain/random.ts';
import type { Tensor } from '../domain/tensor.ts';
import { float32, scalar, sizeOf } from '../domain/tensor.ts';
import type { GraphBuilder } from '../graph/builder.ts';
import { float, int, ints } from '../graph/builder.ts';

export const HEATMAP_FEATURES = 'heatmap_features';

export interface ConvSize {
  readonly from: number;
  readonly to: number;
  readonly kernel: 1 | 3;
  readonly stride?: 1 | 2;
}

export interface HeadOptions {
  readonly features: number;
  readonly labels: number;
  readonly dropout: number;
}

/** Adds layers to a graph. Each takes the name of a value and returns that of its result. */
export interface Layers {
  /** Keeps the size (divided by the stride, rounded up); no bias, a BatchNormalization follows. */
  conv(input: string, name: string, size: ConvSize): string;
  /** `gamma` 0 silences a residual branch at the start (Goyal et al. 2017). */
  batchNorm(input: string, name: string, channels: number, gamma?: 0 | 1): string;
  relu(input: string, as?: string): string;
  /** 2×2, halves the size, rounded down. */
  pool(op: 'MaxPool' | 'AveragePool', input: string): string;
  /** Global average pool, dropout and a linear layer `fc`: [N, features, h, w] to `logits` [N, labels]. */
  head(input: string, options: HeadOptions): string;
}

/** Normal with variance 2 / fan-out (He et al. 2015), which keeps the size of gradients through ReLUs. */
function heNormal(dims: readonly [to: number, from: number, h: number, w: number], random: Random): Tensor {
  const [to, , height, width] = dims;
  const deviation = Math.sqrt(2 / (to * height * width));
  return float32(
    dims,
    Float32Array.from({ length: sizeOf(dims) }, () => deviation * random.normal()),
  );
}

function filled(length: number, value: number): Tensor {
  return float32([length], new Float32Array(length).fill(value));
}

export function createLayers(builder: GraphBuilder, random: Random): Layers {
  return {
    conv(input, name, { from, to, kernel, stride = 1 }) {
      const parameter = `${name}.weight`;
      const weight = builder.initializer(parameter, heNormal([to, from, kernel, kernel], random.fork(parameter)));
      const pad = (kernel - 1) / 2;
      const attributes = {
        kernel_shape: ints([kernel, kernel]),
        strides: ints([stride, stride]),
        pads: ints([pad, pad, pad, pad]),
      };
      return builder.node('Conv', [input, weight], attributes, name);
    },
    batchNorm(input, name, channels, gamma = 1) {
      const parameters = [
        builder.initializer(`${name}.weight`, filled(channels, gamma)),
        builder.initializer(`${name}.bias`, filled(channels, 0)),
        builder.initializer(`${name}.running_mean`, filled(channels, 0)),
        builder.initializer(`${name}.running_var`, filled(channels, 1)),
      ];
      const attributes = { epsilon: float(1e-5), momentum: float(0.9) };
      return builder.node('BatchNormalization', [input, ...parameters], attributes, name);
    },
    relu: (input, as) => builder.node('Relu', [input], {}, as),
    pool: (op, input) => builder.node(op, [input], { kernel_shape: ints([2, 2]), strides: ints([2, 2]) }),
    head(input, { features, labels, dropout }) {
      const pooled = builder.node(
        'Flatten',
        [builder.node('GlobalAveragePool', [input])],
        { axis: int(1) },
        'features',
      );
      const kept = builder.node('Dropout', [pooled, builder.initializer('dropout.ratio', scalar(dropout))]);
      const limit = 1 / Math.sqrt(features);
      const stream = random.fork('fc.weight');
      const values = Float32Array.from({ length: labels * features }, () => stream.uniform(-limit, limit));
      const weight = builder.initializer('fc.weight', float32([labels, features], values));
      const bias = builder.initializer('fc.bias', filled(labels, 0));
      return builder.node('Gemm', [kept, weight, bias], { transB: int(1) }, 'logits');
    },
  };
}
