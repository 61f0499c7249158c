/** Which layout ONNX Runtime's own convolutions have on this processor. */
import * as ort from 'onnxruntime-node';
import { createRandom } from '../../domain/statistics/random.ts';
import { createBuilder, int, ints } from '../../graph/ir/builder.ts';
import type { GraphBuilder } from '../../graph/ir/builder.ts';
import { blockedConv, inBlocks } from '../../graph/convolutions/blocked.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import { toNative } from '../training/gradient-chunks.ts';
import { normalTensor } from './normal-tensor.ts';

/** As few as go into blocks; a processor that has them takes more together. */
const FEW = 4;
/** Beyond the rounding of a sum over a few dozen channels, far below what a wrong layout gives. */
const TOLERANCE = 1e-4;

/**
 * Channels that lie side by side in it: 16 with AVX-512, 8 on other x86 processors; 0 where there are no blocks, or where
 * a convolution in blocks, of each channel by itself and of all together, does not give the result of the plain one.
 */
export async function findChannelBlock(): Promise<number> {
  try {
    const block = await widthOfBlocks();
    return block > FEW && (await isRight(block)) ? block : 0;
  } catch {
    // An ONNX Runtime without this layout knows no such operators: convolutions then stay as they are.
    return 0;
  }
}

async function widthOfBlocks(): Promise<number> {
  const builder = createBuilder();
  const maps = inBlocks(builder, builder.input('maps', { type: 'float32', dims: [1, FEW, 1, 1] }));
  builder.output(maps, { type: 'float32', dims: [1, 'C', 1, 1] });
  const results = await run(builder, { maps: [1, FEW, 1, 1] });
  return results[maps]!.dims[1]!;
}

async function isRight(block: number): Promise<boolean> {
  const channels = block + FEW;
  const dims = { maps: [2, channels, 3, 3], kernels: [channels, 1, 3, 3], mixing: [FEW, channels, 1, 1] };
  const builder = createBuilder();
  const [maps, kernels, mixing] = Object.entries(dims).map(([name, sizes]) =>
    builder.input(name, { type: 'float32', dims: sizes }),
  ) as [string, string, string];
  const window = { strides: [1, 1], dilations: [1, 1] };
  const apart = {
    ...window,
    kernel: [3, 3],
    padsBegin: [1, 1],
    padsEnd: [1, 1],
    groups: channels,
    outputs: channels,
    inputs: 1,
  };
  const mixed = {
    ...window,
    kernel: [1, 1],
    padsBegin: [0, 0],
    padsEnd: [0, 0],
    groups: 1,
    outputs: FEW,
    inputs: channels,
  };
  const inner = blockedConv(builder, { x: maps, weights: kernels }, apart, block);
  const blocked = blockedConv(builder, { x: inner, weights: mixing }, mixed, block);
  const plain = builder.node('Conv', [
    builder.node('Conv', [maps, kernels], { group: int(channels), pads: ints([1, 1, 1, 1]) }),
    mixing,
  ]);
  for (const result of [blocked, plain]) builder.output(result, { type: 'float32', dims: [2, FEW, 3, 3] });
  const results = await run(builder, dims);
  const [found, expected] = [blocked, plain].map((name) => results[name]!.data as Float32Array) as [
    Float32Array,
    Float32Array,
  ];
  return expected.every((value, index) => Math.abs(value - found[index]!) < TOLERANCE);
}

async function run(
  builder: GraphBuilder,
  dims: Readonly<Record<string, readonly number[]>>,
): Promise<ort.InferenceSession.ReturnType> {
  const random = createRandom('convolution in blocks');
  const feeds = Object.entries(dims).map(([name, sizes]) => [name, toNative(normalTensor(sizes, random))] as const);
  const session = await ort.InferenceSession.create(writeOnnx(builder.finish()), {
    logSeverityLevel: 4,
    intraOpNumThreads: 1,
  });
  try {
    return await session.run(Object.fromEntries(feeds));
  } finally {
    await session.release();
  }
}
