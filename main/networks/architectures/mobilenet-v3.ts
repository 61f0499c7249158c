import { float } from '../../graph/ir/builder.ts';
import { assembleNetwork } from './assemble-network.ts';
import { addDenseHead } from '../layers/dense-head.ts';
import type { ConvSize, Layers } from '../layers/layers.ts';
import { HEATMAP_FEATURES } from '../layers/layers.ts';
import type { Network, NetworkOptions } from '../network.ts';

type Activation = 'Relu' | 'HardSwish';

interface Bottleneck {
  readonly kernel: 3 | 5;
  readonly expanded: number;
  readonly to: number;
  /** Squeeze and excitation (Hu et al. 2018). */
  readonly isExcited: boolean;
  readonly activation: Activation;
  readonly stride: 1 | 2;
}

const STEM = 16;
/** Table 2 of the paper. */
const BOTTLENECKS: readonly Bottleneck[] = [
  { kernel: 3, expanded: 16, to: 16, isExcited: true, activation: 'Relu', stride: 2 },
  { kernel: 3, expanded: 72, to: 24, isExcited: false, activation: 'Relu', stride: 2 },
  { kernel: 3, expanded: 88, to: 24, isExcited: false, activation: 'Relu', stride: 1 },
  { kernel: 5, expanded: 96, to: 40, isExcited: true, activation: 'HardSwish', stride: 2 },
  { kernel: 5, expanded: 240, to: 40, isExcited: true, activation: 'HardSwish', stride: 1 },
  { kernel: 5, expanded: 240, to: 40, isExcited: true, activation: 'HardSwish', stride: 1 },
  { kernel: 5, expanded: 120, to: 48, isExcited: true, activation: 'HardSwish', stride: 1 },
  { kernel: 5, expanded: 144, to: 48, isExcited: true, activation: 'HardSwish', stride: 1 },
  { kernel: 5, expanded: 288, to: 96, isExcited: true, activation: 'HardSwish', stride: 2 },
  { kernel: 5, expanded: 576, to: 96, isExcited: true, activation: 'HardSwish', stride: 1 },
  { kernel: 5, expanded: 576, to: 96, isExcited: true, activation: 'HardSwish', stride: 1 },
];
const LAST = 576;
/** The stem, the bottlenecks and the last convolution are numbered on: `features.0` … `features.12`. */
const LAST_NAME = `features.${BOTTLENECKS.length + 1}`;

/** Torchvision's: statistics change by a hundredth a step, and small variances are lifted more than elsewhere. */
const NORM = { epsilon: 1e-3, momentum: 0.99 };

/** A multiple of eight, at least eight and not more than a tenth below (Sandler et al. 2018). */
function inEights(channels: number): number {
  const rounded = Math.max(8, Math.floor((channels + 4) / 8) * 8);
  return rounded < 0.9 * channels ? rounded + 8 : rounded;
}

function normalisedConv(layers: Layers, input: string, name: string, size: ConvSize): string {
  return layers.batchNorm(layers.conv(input, `${name}.0`, size), `${name}.1`, size.to, NORM);
}

const activate = (layers: Layers, op: Activation, input: string, as?: string): string =>
  layers.builder.node(op, [input], {}, as);

/** Each channel times a factor 0…1 that the means of all channels decide. */
function excite(layers: Layers, input: string, name: string, channels: number): string {
  const { builder } = layers;
  const squeezed = inEights(Math.floor(channels / 4));
  const means = builder.node('GlobalAveragePool', [input]);
  const first = layers.conv(means, `${name}.fc1`, { from: channels, to: squeezed, kernel: 1, bias: true });
  const second = layers.conv(layers.relu(first), `${name}.fc2`, {
    from: squeezed,
    to: channels,
    kernel: 1,
    bias: true,
  });
  const factor = builder.node('HardSigmoid', [second], { alpha: float(1 / 6), beta: float(0.5) });
  return builder.node('Mul', [input, factor]);
}

/** Expand, convolve each channel by itself, excite, project, and add the input where it fits. */
function bottleneck(layers: Layers, input: string, name: string, from: number, block: Bottleneck): string {
  const { kernel, expanded, to, isExcited, activation, stride } = block;
  let [value, part] = [input, 0];
  const next = (): string => `${name}.block.${part++}`;
  if (expanded !== from) {
    const wide = normalisedConv(layers, value, next(), { from, to: expanded, kernel: 1 });
    value = activate(layers, activation, wide);
  }
  const depthwise = { from: expanded, to: expanded, kernel, stride, groups: expanded };
  value = activate(layers, activation, normalisedConv(layers, value, next(), depthwise));
  if (isExcited) value = excite(layers, value, next(), expanded);
  value = normalisedConv(layers, value, next(), { from: expanded, to, kernel: 1 });
  return stride === 1 && from === to ? layers.builder.node('Add', [value, input]) : value;
}

/**
 * MobileNetV3-Small (Howard et al. 2019) with torchvision's names; 2,542,856 parameters with 1,000 labels. Other hidden
 * layers than its own have its Hardswish, too.
 */
export function createMobilenetV3Small(options: NetworkOptions): Network {
  const names = Array.from({ length: BOTTLENECKS.length + 2 }, (_, index) => `features.${index}`);
  const blocks = [
    ...names.map((name) => ({ name, prefixes: [`${name}.`] })),
    { name: 'head', prefixes: ['classifier.'] },
  ];
  return assembleNetwork({ name: 'mobilenet-v3-small', smallestSide: 32, blocks }, options, (layers, image) => {
    const size = { from: options.channels, to: STEM, kernel: 3, stride: 2 };
    let value = activate(layers, 'HardSwish', normalisedConv(layers, image, names[0]!, size));
    let from = STEM;
    for (const [index, block] of BOTTLENECKS.entries()) {
      value = bottleneck(layers, value, names[index + 1]!, from, block);
      from = block.to;
    }
    const last = normalisedConv(layers, value, LAST_NAME, { from, to: LAST, kernel: 1 });
    const map = activate(layers, 'HardSwish', last, HEATMAP_FEATURES);
    const head = {
      name: 'classifier',
      features: LAST,
      hidden: [1024],
      dropout: 0.2,
      initial: 'normal',
      activation: 'HardSwish',
      isSequential: true,
    } as const;
    return addDenseHead(layers, layers.globalPool(map), head, options);
  });
}
