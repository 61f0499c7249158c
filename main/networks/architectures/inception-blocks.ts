/** The blocks of Inception-v3 (Szegedy et al. 2016, figures 5 to 7 and 10), as data. */
import { int } from '../../graph/ir/builder.ts';
import type { ConvSize, Layers } from '../layers/layers.ts';

export interface Maps {
  readonly value: string;
  readonly channels: number;
}

type Convolution = Omit<ConvSize, 'from'> & { readonly name: string };

/** Convolutions one after the other; `forks` are side by side on the result of the others, both part of the output. */
interface Branch {
  readonly pool?: 'MaxPool' | 'AveragePool';
  readonly convolutions: readonly Convolution[];
  readonly forks?: readonly Convolution[];
}

interface InceptionBlock {
  readonly name: string;
  readonly branches: readonly Branch[];
}

const conv = (name: string, to: number, kernel: ConvSize['kernel'] = 1): Convolution => ({ name, to, kernel });
const halving = (name: string, to: number): Convolution => ({ name, to, kernel: 3, stride: 2, padding: 'none' });
const [across, down] = [[1, 7] as const, [7, 1] as const];
const maxPool: Branch = { pool: 'MaxPool', convolutions: [] };

const pooled = (to: number): Branch => ({ pool: 'AveragePool', convolutions: [conv('branch_pool', to)] });

/** Two 3×3 convolutions instead of a second 5×5. */
const blockA = (name: string, poolChannels: number): InceptionBlock => ({
  name,
  branches: [
    { convolutions: [conv('branch1x1', 64)] },
    { convolutions: [conv('branch5x5_1', 48), conv('branch5x5_2', 64, 5)] },
    { convolutions: [conv('branch3x3dbl_1', 64), conv('branch3x3dbl_2', 96, 3), conv('branch3x3dbl_3', 96, 3)] },
    pooled(poolChannels),
  ],
});

const blockB: InceptionBlock = {
  name: 'Mixed_6a',
  branches: [
    { convolutions: [halving('branch3x3', 384)] },
    { convolutions: [conv('branch3x3dbl_1', 64), conv('branch3x3dbl_2', 96, 3), halving('branch3x3dbl_3', 96)] },
    maxPool,
  ],
};

/** 7×7 as 1×7 and 7×1. */
const blockC = (name: string, width: number): InceptionBlock => ({
  name,
  branches: [
    { convolutions: [conv('branch1x1', 192)] },
    {
      convolutions: [conv('branch7x7_1', width), conv('branch7x7_2', width, across), conv('branch7x7_3', 192, down)],
    },
    {
      convolutions: [
        conv('branch7x7dbl_1', width),
        conv('branch7x7dbl_2', width, down),
        conv('branch7x7dbl_3', width, across),
        conv('branch7x7dbl_4', width, down),
        conv('branch7x7dbl_5', 192, across),
      ],
    },
    pooled(192),
  ],
});

const blockD: InceptionBlock = {
  name: 'Mixed_7a',
  branches: [
    { convolutions: [conv('branch3x3_1', 192), halving('branch3x3_2', 320)] },
    {
      convolutions: [
        conv('branch7x7x3_1', 192),
        conv('branch7x7x3_2', 192, across),
        conv('branch7x7x3_3', 192, down),
        halving('branch7x7x3_4', 192),
      ],
    },
    maxPool,
  ],
};

/** 3×3 as 1×3 beside 3×1. */
const blockE = (name: string): InceptionBlock => ({
  name,
  branches: [
    { convolutions: [conv('branch1x1', 320)] },
    {
      convolutions: [conv('branch3x3_1', 384)],
      forks: [conv('branch3x3_2a', 384, [1, 3]), conv('branch3x3_2b', 384, [3, 1])],
    },
    {
      convolutions: [conv('branch3x3dbl_1', 448), conv('branch3x3dbl_2', 384, 3)],
      forks: [conv('branch3x3dbl_3a', 384, [1, 3]), conv('branch3x3dbl_3b', 384, [3, 1])],
    },
    pooled(192),
  ],
});

/** In order, from the stem to the head. */
export const inceptionBlocks: readonly InceptionBlock[] = [
  blockA('Mixed_5b', 32),
  blockA('Mixed_5c', 64),
  blockA('Mixed_5d', 64),
  blockB,
  blockC('Mixed_6b', 128),
  blockC('Mixed_6c', 160),
  blockC('Mixed_6d', 160),
  blockC('Mixed_6e', 192),
  blockD,
  blockE('Mixed_7b'),
  blockE('Mixed_7c'),
];

/** Convolution, normalisation and ReLU, which torchvision calls `BasicConv2d`. */
function basicConv(layers: Layers, { value, channels }: Maps, prefix: string, convolution: Convolution): Maps {
  const { name, ...size } = convolution;
  const map = layers.conv(value, `${prefix}${name}.conv`, { from: channels, ...size });
  const normalised = layers.batchNorm(map, `${prefix}${name}.bn`, size.to, { epsilon: 1e-3 });
  return { value: layers.relu(normalised), channels: size.to };
}

/** A max pool halves the map as the strided convolutions beside it do; an average pool keeps its size. */
function poolOf(layers: Layers, op: 'MaxPool' | 'AveragePool', input: string): string {
  return layers.pool(op, input, op === 'MaxPool' ? { kernel: 3, stride: 2 } : { kernel: 3, stride: 1, pad: 1 });
}

/** The image to 192 channels at about an eighth of its sides. */
export function addStem(layers: Layers, image: string, channels: number): Maps {
  const add = (input: Maps, convolution: Convolution): Maps => basicConv(layers, input, '', convolution);
  const halve = ({ value, ...maps }: Maps): Maps => ({ ...maps, value: poolOf(layers, 'MaxPool', value) });
  const first = add({ value: image, channels }, halving('Conv2d_1a_3x3', 32));
  const second = add(first, { ...conv('Conv2d_2a_3x3', 32, 3), padding: 'none' });
  const third = halve(add(second, conv('Conv2d_2b_3x3', 64, 3)));
  const fourth = add(third, conv('Conv2d_3b_1x1', 80));
  return halve(add(fourth, { ...conv('Conv2d_4a_3x3', 192, 3), padding: 'none' }));
}

/** All branches on the same maps, their channels one after the other; the result is named `as`. */
export function addInceptionBlock(layers: Layers, input: Maps, { name, branches }: InceptionBlock, as?: string): Maps {
  const outputs = branches.flatMap(({ pool, convolutions, forks }) => {
    const add = (from: Maps, convolution: Convolution): Maps => basicConv(layers, from, `${name}.`, convolution);
    const start = pool === undefined ? input : { ...input, value: poolOf(layers, pool, input.value) };
    const end = convolutions.reduce(add, start);
    return forks === undefined ? [end] : forks.map((fork) => add(end, fork));
  });
  const values = outputs.map(({ value }) => value);
  return {
    value: layers.builder.node('Concat', values, { axis: int(1) }, as),
    channels: outputs.reduce((sum, { channels }) => sum + channels, 0),
  };
}
