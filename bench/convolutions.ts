/** Measures every form of every convolution that the networks have: the table of main/graph/convolutions/convolution-lowering.ts. */
import { createRandom } from '../main/domain/statistics/random.ts';
import type { Tensor } from '../main/domain/tensor.ts';
import { float32, sizeOf } from '../main/domain/tensor.ts';
import { createBuilder, ints } from '../main/graph/ir/builder.ts';
import { withoutDeadNodes } from '../main/graph/canonical/simplify.ts';
import type {
  ConvolutionForm,
  ConvolutionShape,
  ConvolutionLowering,
  WeightGradientForm,
} from '../main/graph/convolutions/convolution-lowering.ts';
import { loweringFor, isBlocked, isWinograd } from '../main/graph/convolutions/convolution-lowering.ts';
import { differentiate } from '../main/graph/autodiff/differentiate.ts';
import type { Graph } from '../main/graph/ir/graph.ts';
import { writeOnnx } from '../main/graph/onnx/write-onnx.ts';
import type { EngineSession, Tensors } from '../main/runtime/engine.ts';
import { createLocalEngine } from '../main/runtime/local/local-engine.ts';

interface Layer {
  readonly from: number;
  readonly to: number;
  /** Side of the map that comes in, pixels. */
  readonly side: number;
  readonly kernel: number;
  readonly stride: number;
}

const layer = (from: number, to: number, side: number, kernel = 3, stride = 1): Layer => ({
  from,
  to,
  side,
  kernel,
  stride,
});

/** Layers of VGG-16, ResNet-18, ResNet-50 and, the last two, EfficientNetV2-B3 at 224². */
const layers: readonly Layer[] = [
  layer(3, 64, 224),
  layer(64, 64, 224),
  layer(64, 128, 112),
  layer(128, 128, 112),
  layer(128, 256, 56),
  layer(256, 256, 56),
  layer(256, 512, 28),
  layer(512, 512, 28),
  layer(512, 512, 14),
  layer(3, 64, 224, 7, 2),
  layer(64, 64, 56),
  layer(128, 128, 28),
  layer(256, 256, 14),
  layer(512, 512, 7),
  layer(64, 128, 56, 3, 2),
  layer(128, 256, 28, 3, 2),
  layer(256, 512, 14, 3, 2),
  layer(256, 512, 14, 1, 2),
  layer(256, 64, 56, 1),
  layer(512, 128, 28, 1),
  layer(1024, 256, 14, 1),
  layer(2048, 512, 7, 1),
  layer(64, 256, 56, 1),
  layer(128, 512, 28, 1),
  layer(256, 1024, 14, 1),
  layer(512, 2048, 7, 1),
  layer(40, 160, 56),
  layer(56, 224, 28),
];

type Part = 'forward' | 'input' | 'weight';

const forms: readonly ConvolutionForm[] = ['plain', 'winograd', 'joined', 'blocked'];
const weightForms: readonly WeightGradientForm[] = [
  'winograd',
  'taps',
  'joined taps',
  'shifts',
  'joined shifts',
  'each tap',
];

const ROUNDS = 2;

export interface MeasuredForm {
  readonly layer: Layer;
  readonly part: Part;
  readonly form: string;
  readonly chosen: boolean;
  readonly ms: number;
  /** Counted by the plain sum's operations. */
  readonly gflops: number;
}

export interface ConvolutionOptions {
  readonly batch: number;
  readonly threads: number;
  readonly runs: number;
  /** Only layers with this many pixels a side, where given. */
  readonly sides?: readonly number[] | undefined;
}

/** The fastest of `runs` runs of each form in turn: the table is about what the forms can do. */
export async function* measureConvolutions(options: ConvolutionOptions): AsyncGenerator<MeasuredForm> {
  const { sides } = options;
  for (const one of layers.filter(({ side }) => sides === undefined || sides.includes(side))) {
    for (const part of ['forward', 'input', 'weight'] as const) {
      // An image has no gradient to be had.
      if (part !== 'input' || one.from > 3) yield* measurePart(one, part, options);
    }
  }
}

async function* measurePart(one: Layer, part: Part, options: ConvolutionOptions): AsyncGenerator<MeasuredForm> {
  const { batch, threads, runs } = options;
  const { from, to, side, kernel, stride } = one;
  const image = Math.ceil(side / stride);
  const engine = await createLocalEngine({ threads });
  const dims = { x: [batch, from, side, side], weights: [to, from, kernel, kernel], dy: [batch, to, image, image] };
  const feeds = Object.fromEntries(Object.entries(dims).map(([name, sizes]) => [name, normal(name, sizes)]));
  const shape = shapeOf(one);
  const { channelBlock } = engine;
  const candidates = (part === 'weight' ? weightForms : forms).filter((form) => canBe(form, shape, channelBlock));
  const best = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const form of candidates) {
      const graph = graphOf(one, part, { dims, lowering: fixed(part, form, channelBlock) });
      // One session at a time: the threads of another would look out for work and take processors away.
      const session = await engine.open({ model: writeOnnx(graph) });
      for (let run = 0; run < runs; run++)
        best.set(form, Math.min(await timeOf(session, feeds), best.get(form) ?? Infinity));
      await session.close();
    }
  }
  await engine.close();
  const chosen = chosenForm(part, shape, channelBlock);
  const operations = 2 * batch * to * image ** 2 * from * kernel ** 2;
  for (const [form, ms] of best)
    yield { layer: one, part, form, chosen: form === chosen, ms, gflops: operations / ms / 1e6 };
}

function canBe(form: string, shape: ConvolutionShape, channelBlock: number): boolean {
  const [stride] = shape.strides;
  if (form === 'blocked') return isBlocked(shape, channelBlock);
  if (form === 'winograd') return isWinograd(shape);
  if (form.endsWith('shifts')) return stride === 1 && shape.kernel[0]! > 1;
  return form !== 'taps' || shape.kernel[0]! * shape.kernel[0]! * shape.inputs * shape.image[0]! ** 2 < 4e7;
}

function chosenForm(part: Part, shape: ConvolutionShape, channelBlock: number): string {
  const lowering = loweringFor('cpu', channelBlock);
  if (part === 'weight') return lowering.weightGradient(shape);
  return part === 'input' ? lowering.inputGradient(shape) : lowering.forward(shape);
}

function fixed(part: Part, form: string, channelBlock: number): ConvolutionLowering {
  const ofMaps = (): ConvolutionForm => (part === 'weight' ? 'plain' : (form as ConvolutionForm));
  return {
    ...loweringFor('cpu', channelBlock),
    forward: ofMaps,
    inputGradient: ofMaps,
    weightGradient: () => form as WeightGradientForm,
  };
}

function shapeOf({ from, to, side, kernel, stride }: Layer): ConvolutionShape {
  const both = (size: number): number[] => [size, size];
  return {
    groups: 1,
    inputs: from,
    outputs: to,
    kernel: both(kernel),
    strides: both(stride),
    dilations: both(1),
    size: both(side),
    image: both(Math.ceil(side / stride)),
  };
}

interface GraphChoices {
  readonly dims: Readonly<Record<'x' | 'weights' | 'dy', readonly number[]>>;
  readonly lowering: ConvolutionLowering;
}

/** A graph that computes one part of a convolution, and gives only the corner of it, so that no result is copied. */
function graphOf({ kernel, stride }: Layer, part: Part, { dims, lowering }: GraphChoices): Graph {
  const builder = createBuilder();
  const [x, weights, dy] = (['x', 'weights', 'dy'] as const).map((name) =>
    builder.input(name, { type: 'float32', dims: dims[name] }),
  );
  const pad = (kernel - 1) >> 1;
  const attributes = { kernel_shape: ints([kernel, kernel]), strides: ints([stride, stride]) };
  const y = builder.node('Conv', [x!, weights!], { ...attributes, pads: ints([pad, pad, pad, pad]) });
  builder.output(y, { type: 'float32', dims: dims.dy });
  const wanted = part === 'input' ? x! : weights!;
  const { graph, gradients } = differentiate(builder.finish(), {
    of: y,
    seed: dy!,
    withRespectTo: [wanted],
    lowering,
  });
  const result = part === 'forward' ? y : gradients.get(wanted)!;
  const whole = createBuilder({ ...graph, outputs: new Map() });
  const flat = whole.node('Reshape', [result, whole.ints([-1])]);
  whole.output(whole.node('Slice', [flat, whole.ints([0]), whole.ints([1])], {}, 'corner'), {
    type: 'float32',
    dims: [1],
  });
  // ONNX Runtime also runs what nothing needs.
  return withoutDeadNodes(whole.finish(), new Set());
}

function normal(seed: string, dims: readonly number[]): Tensor {
  const random = createRandom(seed);
  return float32(
    dims,
    Float32Array.from({ length: sizeOf(dims) }, () => random.uniform(-1, 1)),
  );
}

async function timeOf(session: EngineSession, feeds: Tensors): Promise<number> {
  const began = performance.now();
  await session.run(feeds);
  return performance.now() - began;
}

/** One line for a person; a star where the CPU's lowering has chosen it. */
export function convolutionLine({ layer: one, part, form, chosen, ms, gflops }: MeasuredForm): string {
  const { from, to, side, kernel, stride } = one;
  const size = `${from}→${to} at ${side}², ${kernel}×${kernel}/${stride}`;
  const figures = `${ms.toFixed(1).padStart(8)} ms ${gflops.toFixed(0).padStart(5)} GFLOP/s`;
  return `${size.padEnd(26)} ${part.padEnd(8)} ${form.padEnd(14)} ${figures}${chosen ? ' *' : ''}`;
}
