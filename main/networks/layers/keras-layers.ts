/** Layers as Keras has them. Parameters are named as in Keras, such as `stem_conv/kernel`, and lie as ONNX has them. */
import type { Random } from '../../domain/statistics/random.ts';
import type { Tensor, TensorData } from '../../domain/tensor.ts';
import { sizeOf } from '../../domain/tensor.ts';
import { float, int, ints } from '../../graph/ir/builder.ts';
import type { GraphBuilder } from '../../graph/ir/builder.ts';
import { filledWith, truncatedNormal, uniform } from './initial-values.ts';
import type { LinearSize } from './layers.ts';

/** A value [N, channels, height, width], with the sizes that padding depends on. */
export interface FeatureMap {
  readonly value: string;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

interface KerasConvSize {
  readonly to: number;
  readonly kernel: 1 | 3;
  readonly stride?: 1 | 2;
  readonly bias?: boolean;
}

/** Adds layers to a graph. */
export interface KerasLayers {
  /** Padding `same`: where the stride leaves an odd pixel over, it is on the right and at the bottom. */
  conv(input: FeatureMap, name: string, size: KerasConvSize): FeatureMap;
  /** 3×3, each channel by itself. */
  depthwise(input: FeatureMap, name: string, stride: 1 | 2): FeatureMap;
  batchNorm(input: FeatureMap, name: string): FeatureMap;
  /** x·sigmoid(x) (Ramachandran et al. 2017). */
  swish(input: FeatureMap, as?: string): FeatureMap;
  /** [N, from] to [N, to]. */
  dense(input: string, name: string, size: LinearSize, as?: string): string;
}

const EPSILON = 1e-3;
/** Share of the old running statistics that a step of training keeps. */
const MOMENTUM = 0.9;

export function createKerasLayers(builder: GraphBuilder, random: Random): KerasLayers {
  /** Variance 2 / fan-out, where Keras's fan-out of a depthwise kernel is one channel's. */
  const kernel = (name: string, dims: readonly [number, number, number, number], fanOut: number): string => {
    const deviation = Math.sqrt(2 / fanOut);
    return builder.initializer(`${name}/kernel`, truncatedNormal(dims, deviation, random.fork(`${name}/kernel`)));
  };
  return {
    conv(input, name, { to, kernel: side, stride = 1, bias = false }) {
      const weight = kernel(name, [to, input.channels, side, side], to * side * side);
      const biases = bias ? [builder.initializer(`${name}/bias`, filledWith([to], 0))] : [];
      const { attributes, ...size } = samePadding(input, side, stride);
      return { value: builder.node('Conv', [input.value, weight, ...biases], attributes, name), channels: to, ...size };
    },
    depthwise(input, name, stride) {
      const { channels } = input;
      const weight = kernel(name, [channels, 1, 3, 3], 9);
      const { attributes, ...size } = samePadding(input, 3, stride);
      const grouped = { ...attributes, group: int(channels) };
      return { value: builder.node('Conv', [input.value, weight], grouped, name), channels, ...size };
    },
    batchNorm(input, name) {
      const values = { gamma: 1, beta: 0, moving_mean: 0, moving_variance: 1 };
      const parameters = Object.entries(values).map(([key, value]) =>
        builder.initializer(`${name}/${key}`, filledWith([input.channels], value)),
      );
      const attributes = { epsilon: float(EPSILON), momentum: float(MOMENTUM) };
      return { ...input, value: builder.node('BatchNormalization', [input.value, ...parameters], attributes, name) };
    },
    swish(input, as) {
      const gate = builder.node('Sigmoid', [input.value]);
      return { ...input, value: builder.node('Mul', [input.value, gate], {}, as) };
    },
    dense(input, name, { from, to }, as) {
      const values = uniform([to, from], 1 / Math.sqrt(from), random.fork(`${name}/kernel`));
      const weight = builder.initializer(`${name}/kernel`, values);
      const bias = builder.initializer(`${name}/bias`, filledWith([to], 0));
      return builder.node('Gemm', [input, weight, bias], { transB: int(1) }, as);
    },
  };
}

function samePadding({ height, width }: FeatureMap, side: number, stride: number) {
  const [rows, columns] = [Math.ceil(height / stride), Math.ceil(width / stride)];
  const missing = (count: number, size: number): number => Math.max((count - 1) * stride + side - size, 0);
  const [down, across] = [missing(rows, height), missing(columns, width)];
  const [top, left] = [Math.floor(down / 2), Math.floor(across / 2)];
  const attributes = {
    kernel_shape: ints([side, side]),
    strides: ints([stride, stride]),
    pads: ints([top, left, down - top, across - left]),
  };
  return { height: rows, width: columns, attributes };
}

/**
 * Which axis of Keras's weight becomes which of ours:
 *
 * | Keras                                       | here                 |
 * | ------------------------------------------- | -------------------- |
 * | convolution [height, width, in, out]        | [out, in, height, width] |
 * | depthwise [height, width, channels, 1]      | [channels, 1, height, width] |
 * | dense [in, out]                             | [out, in]            |
 * | biases, normalisations [channels]           | the same             |
 */
function axesFromKeras(name: string, rank: number): readonly number[] | undefined {
  if (rank === 2) return [1, 0];
  if (rank !== 4) return undefined;
  return /dwconv|depthwise/.test(name) ? [2, 3, 0, 1] : [3, 2, 0, 1];
}

/** A weight of a Keras file as the graph has it. Keras's name tells a depthwise kernel from another. */
export function fromKerasLayout(name: string, tensor: Tensor): Tensor {
  const axes = axesFromKeras(name, tensor.dims.length);
  return axes === undefined ? tensor : transposed(tensor, axes);
}

function transposed(tensor: Tensor, axes: readonly number[]): Tensor {
  const dims = axes.map((axis) => tensor.dims[axis]!);
  const strides = axes.map((axis) => sizeOf(tensor.dims.slice(axis + 1)));
  const data = tensor.data.slice() as TensorData;
  const index = dims.map(() => 0);
  let source = 0;
  for (let target = 0; target < data.length; target++) {
    data[target] = tensor.data[source]!;
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      index[axis] = index[axis]! + 1;
      source += strides[axis]!;
      if (index[axis]! < dims[axis]!) break;
      source -= strides[axis]! * dims[axis]!;
      index[axis] = 0;
    }
  }
  return { type: tensor.type, dims, data };
}
