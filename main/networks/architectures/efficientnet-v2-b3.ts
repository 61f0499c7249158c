import { assembleNetwork } from './assemble-network.ts';
import { addDenseHead } from '../layers/dense-head.ts';
import type { FeatureMap, KerasLayers } from '../layers/keras-layers.ts';
import { createKerasLayers } from '../layers/keras-layers.ts';
import { HEATMAP_FEATURES } from '../layers/layers.ts';
import type { Layers } from '../layers/layers.ts';
import type { Network, NetworkOptions } from '../network.ts';

interface Stage {
  readonly repeats: number;
  readonly to: number;
  /** Widening inside a block, of its input's channels. */
  readonly expansion: number;
  /** Stride of the first block; the others keep the size. */
  readonly stride: 1 | 2;
  /** One 3×3 convolution in place of a 1×1 and a depthwise one, and no squeeze and excitation. */
  readonly isFused: boolean;
}

/** B0's stages, widened by 1.2 and deepened by 1.4. */
const STAGES: readonly Stage[] = [
  { repeats: 2, to: 16, expansion: 1, stride: 1, isFused: true },
  { repeats: 3, to: 40, expansion: 4, stride: 2, isFused: true },
  { repeats: 3, to: 56, expansion: 4, stride: 2, isFused: true },
  { repeats: 5, to: 112, expansion: 4, stride: 2, isFused: false },
  { repeats: 7, to: 136, expansion: 6, stride: 1, isFused: false },
  { repeats: 12, to: 232, expansion: 6, stride: 2, isFused: false },
];
const STEM = 40;
const TOP = 1536;
/** Total stride of the stem and the stages. */
const STRIDE = 32;
/** Share of a block's input channels in squeeze and excitation (Hu et al. 2018). */
const SQUEEZE = 0.25;

interface NamedStage extends Stage {
  /** `block1a` …, as Keras numbers them. */
  readonly name: string;
}

const BLOCKS: readonly NamedStage[] = STAGES.flatMap((stage, index) =>
  Array.from({ length: stage.repeats }, (_, repeat) => ({
    ...stage,
    stride: repeat === 0 ? stage.stride : 1,
    name: `block${index + 1}${String.fromCodePoint(97 + repeat)}`,
  })),
);

/**
 * EfficientNetV2-B3 (Tan and Le 2021) as Keras's applications have it, without its layers for preprocessing: they are
 * ImageNet's normalisation. Nor does it drop whole residual branches while training, as Keras's does. The head starts
 * within ±1/√1536: Keras's own start, of a thousand classes, would be far too large for two.
 */
export function createEfficientNetV2B3(options: NetworkOptions): Network {
  const { height, width, channels, random } = options;
  const blocks = [
    { name: 'stem', prefixes: ['stem_conv/', 'stem_bn/'] },
    ...BLOCKS.map(({ name }) => ({ name, prefixes: [`${name}_`] })),
    { name: 'top', prefixes: ['top_conv/', 'top_bn/'] },
    { name: 'head', prefixes: ['predictions/', 'predictions.'] },
  ];
  const ignores = ['normalization*'];
  const parts = { name: 'efficientnet-v2-b3', smallestSide: STRIDE, blocks, ignores };
  return assembleNetwork(parts, options, (common, image) => {
    const layers = createKerasLayers(common.builder, random);
    const input: FeatureMap = { value: image, channels, height, width };
    const stem = layers.conv(input, 'stem_conv', { to: STEM, kernel: 3, stride: 2 });
    let map = layers.swish(layers.batchNorm(stem, 'stem_bn'));
    for (const block of BLOCKS)
      map = block.isFused ? fused(common, layers, map, block) : inverted(common, layers, map, block);
    const top = layers.conv(map, 'top_conv', { to: TOP, kernel: 1 });
    const features = layers.swish(layers.batchNorm(top, 'top_bn'), HEATMAP_FEATURES);
    const head = { name: 'predictions', features: TOP, hidden: [], dropout: 0.2 };
    const dense = { ...common, linear: layers.dense };
    return addDenseHead(dense, common.globalPool(features.value), head, options);
  });
}

/** Fused MBConv: a 3×3 convolution, then a 1×1 one back where it widens. */
function fused(common: Layers, layers: KerasLayers, input: FeatureMap, block: NamedStage): FeatureMap {
  const { name, to, expansion, stride } = block;
  let map = input;
  if (expansion > 1) {
    const wide = layers.conv(map, `${name}_expand_conv`, { to: input.channels * expansion, kernel: 3, stride });
    map = layers.swish(layers.batchNorm(wide, `${name}_expand_bn`));
  }
  const size = expansion > 1 ? ({ to, kernel: 1 } as const) : ({ to, kernel: 3, stride } as const);
  const narrow = layers.batchNorm(layers.conv(map, `${name}_project_conv`, size), `${name}_project_bn`);
  return withShortcut(common, input, expansion > 1 ? narrow : layers.swish(narrow));
}

/** MBConv (Sandler et al. 2018): 1×1 to widen, 3×3 of each channel, squeeze and excitation, 1×1 back. */
function inverted(common: Layers, layers: KerasLayers, input: FeatureMap, block: NamedStage): FeatureMap {
  const { name, to, expansion, stride } = block;
  const wide = layers.conv(input, `${name}_expand_conv`, { to: input.channels * expansion, kernel: 1 });
  const active = layers.swish(layers.batchNorm(wide, `${name}_expand_bn`));
  const each = layers.depthwise(active, `${name}_dwconv2`, stride);
  const map = layers.swish(layers.batchNorm(each, `${name}_bn`));
  const squeezed: FeatureMap = {
    value: common.builder.node('GlobalAveragePool', [map.value]),
    channels: map.channels,
    height: 1,
    width: 1,
  };
  const fewer = { to: Math.floor(input.channels * SQUEEZE), kernel: 1, bias: true } as const;
  const summary = layers.swish(layers.conv(squeezed, `${name}_se_reduce`, fewer));
  const gates = layers.conv(summary, `${name}_se_expand`, { to: map.channels, kernel: 1, bias: true });
  const excited = common.builder.node('Mul', [map.value, common.builder.node('Sigmoid', [gates.value])]);
  const narrow = layers.conv({ ...map, value: excited }, `${name}_project_conv`, { to, kernel: 1 });
  return withShortcut(common, input, layers.batchNorm(narrow, `${name}_project_bn`));
}

function withShortcut({ builder }: Layers, input: FeatureMap, branch: FeatureMap): FeatureMap {
  if (branch.channels !== input.channels || branch.height !== input.height || branch.width !== input.width)
    return branch;
  return { ...branch, value: builder.node('Add', [branch.value, input.value]) };
}
