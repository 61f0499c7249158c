/** The layers that the networks are made of. Parameters are named as in torchvision: `layer1.0.conv1.weight`. */
import type { Random } from '../../domain/statistics/random.ts';
import type { Tensor } from '../../domain/tensor.ts';
import type { Attribute } from '../../graph/ir/graph.ts';
import type { GraphBuilder } from '../../graph/ir/builder.ts';
import { float, int, ints } from '../../graph/ir/builder.ts';
import { filledWith, normal, uniform } from './initial-values.ts';

export const HEATMAP_FEATURES = 'heatmap_features';

export interface ConvSize {
  readonly from: number;
  readonly to: number;
  /** Odd. */
  readonly kernel: number | readonly [height: number, width: number];
  readonly stride?: number;
  /** `same` (the default) keeps the size, divided by the stride and rounded up; `none` loses the border. */
  readonly padding?: 'same' | 'none';
  readonly groups?: number;
  /** Left out where a BatchNormalization follows. */
  readonly bias?: boolean;
  /** The fan whose He normal the weights start with: `out` (the default) keeps the size of gradients, `in` of values. */
  readonly fan?: 'out' | 'in';
}

export interface BatchNormOptions {
  /** 0 silences a residual branch at the start (Goyal et al. 2017). */
  readonly gamma?: 0 | 1;
  readonly epsilon?: number;
  /** Share of the old running statistics that a step of training keeps. */
  readonly momentum?: number;
}

export interface PoolWindow {
  readonly kernel: number;
  /** As large as the window where left out. */
  readonly stride?: number;
  /** On all sides; an average counts it. */
  readonly pad?: number;
}

export interface LinearSize {
  readonly from: number;
  readonly to: number;
  /** `uniform` within ±1/√from (PyTorch's), or `normal` of deviation 0.01 (VGG's and MobileNet's). */
  readonly initial?: 'uniform' | 'normal' | undefined;
}

/** Adds layers to a graph. Each takes the name of a value and returns that of its result, `as` when given. */
export interface Layers {
  readonly builder: GraphBuilder;
  conv(input: string, name: string, size: ConvSize): string;
  batchNorm(input: string, name: string, channels: number, options?: BatchNormOptions): string;
  relu(input: string, as?: string): string;
  /** Rounds down where the windows do not fill the map. */
  pool(op: 'MaxPool' | 'AveragePool', input: string, window: PoolWindow): string;
  /** Mean of each channel: [N, C, h, w] to [N, C], named `features`. */
  globalPool(input: string): string;
  /** [N, from] to [N, to]. */
  linear(input: string, name: string, size: LinearSize, as?: string): string;
}

/** Variance 2 / fan (He et al. 2015), which ReLUs bring back to 1. A fan counts all groups, as PyTorch does. */
function heNormal(dims: readonly [number, number, number, number], fan: 'out' | 'in', random: Random): Tensor {
  const [to, from, height, width] = dims;
  return normal(dims, Math.sqrt(2 / ((fan === 'out' ? to : from) * height * width)), random);
}

function poolAttributes(op: string, { kernel, stride = kernel, pad = 0 }: PoolWindow): Record<string, Attribute> {
  return {
    kernel_shape: ints([kernel, kernel]),
    strides: ints([stride, stride]),
    ...(pad > 0 && { pads: ints([pad, pad, pad, pad]) }),
    ...(pad > 0 && op === 'AveragePool' && { count_include_pad: int(1) }),
  };
}

function convAttributes({ kernel, stride = 1, padding = 'same', groups = 1 }: ConvSize): Record<string, Attribute> {
  const [height, width] = typeof kernel === 'number' ? [kernel, kernel] : kernel;
  const pads = padding === 'none' ? [0, 0] : [(height - 1) / 2, (width - 1) / 2];
  return {
    kernel_shape: ints([height, width]),
    strides: ints([stride, stride]),
    pads: ints([...pads, ...pads]),
    ...(groups > 1 && { group: int(groups) }),
  };
}

export function createLayers(builder: GraphBuilder, random: Random): Layers {
  const parameter = (name: string, create: (stream: Random) => Tensor): string =>
    builder.initializer(name, create(random.fork(name)));
  return {
    builder,
    conv(input, name, size) {
      const { from, to, kernel, groups = 1, bias = false, fan = 'out' } = size;
      const [height, width] = typeof kernel === 'number' ? [kernel, kernel] : kernel;
      const dims = [to, from / groups, height, width] as const;
      const weight = parameter(`${name}.weight`, (stream) => heNormal(dims, fan, stream));
      const biases = bias ? [parameter(`${name}.bias`, () => filledWith([to], 0))] : [];
      return builder.node('Conv', [input, weight, ...biases], convAttributes(size), name);
    },
    batchNorm(input, name, channels, { gamma = 1, epsilon = 1e-5, momentum = 0.9 } = {}) {
      const parameters = [
        builder.initializer(`${name}.weight`, filledWith([channels], gamma)),
        builder.initializer(`${name}.bias`, filledWith([channels], 0)),
        builder.initializer(`${name}.running_mean`, filledWith([channels], 0)),
        builder.initializer(`${name}.running_var`, filledWith([channels], 1)),
      ];
      const attributes = { epsilon: float(epsilon), momentum: float(momentum) };
      return builder.node('BatchNormalization', [input, ...parameters], attributes, name);
    },
    relu: (input, as) => builder.node('Relu', [input], {}, as),
    pool: (op, input, window) => builder.node(op, [input], poolAttributes(op, window)),
    globalPool: (input) =>
      builder.node('Flatten', [builder.node('GlobalAveragePool', [input])], { axis: int(1) }, 'features'),
    linear(input, name, { from, to, initial = 'uniform' }, as) {
      const weight = parameter(`${name}.weight`, (stream) =>
        initial === 'uniform' ? uniform([to, from], 1 / Math.sqrt(from), stream) : normal([to, from], 0.01, stream),
      );
      const bias = builder.initializer(`${name}.bias`, filledWith([to], 0));
      return builder.node('Gemm', [input, weight, bias], { transB: int(1) }, as);
    },
  };
}
