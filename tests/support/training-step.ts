/** Runs steps of training with the weights and the image of the formula, to compare them with PyTorch's. */
import { InferenceSession } from 'onnxruntime-node';
import type { Tensor as OrtTensor } from 'onnxruntime-node';
import { zeros } from '../../main/domain/statistics/random.ts';
import type { Tensor } from '../../main/domain/tensor.ts';
import { float32 } from '../../main/domain/tensor.ts';
import type { ConvolutionLowering } from '../../main/graph/convolutions/convolution-lowering.ts';
import { loweringFor } from '../../main/graph/convolutions/convolution-lowering.ts';
import { ortTensor } from './run-graph.ts';
import type { Graph } from '../../main/graph/ir/graph.ts';
import type { TrainingGraph } from '../../main/graph/training/training-graph.ts';
import { buildTrainingGraph } from '../../main/graph/training/training-graph.ts';
import { mapUpdate } from '../../main/graph/training/update.ts';
import { writeOnnx } from '../../main/graph/onnx/write-onnx.ts';
import type { Tensors } from '../../main/runtime/engine.ts';
import { createState, readState } from '../../main/runtime/training/session-state.ts';
import { openUpdater } from '../../main/runtime/training/updater.ts';
import { formulaImage, withFormulaWeights } from './formula-weights.ts';
import { networks } from '../../main/networks/architectures/architectures.ts';
import { chooseTrainable } from '../../main/networks/trainable.ts';
import { FaultError } from '../../main/domain/faults/fault.ts';

/** PyTorch's results for `image` [N, C, height, width]; for each tensor a `few` elements, evenly spread. */
export interface ExpectedStep {
  readonly network: string;
  readonly hidden?: readonly number[];
  readonly hyperParameters?: Readonly<Record<string, number>>;
  /** In place of ReLU. */
  readonly activation: string;
  readonly image: readonly number[];
  readonly loss: number;
  readonly gradients: Readonly<Record<string, { readonly norm: number; readonly few: readonly number[] } | undefined>>;
  readonly statistics: Readonly<Record<string, readonly number[] | undefined>>;
}

const LABELS = 3;
/** Behind the first step its buffers hold the gradients as they are. */
const sgd = { kind: 'sgd', momentum: 0.9, weightDecay: 0 } as const;

/** The fixture has other activations where rounding flips ReLUs near 0 and so moves gradients by some percent. */
function withActivation(graph: Graph, op: string): Graph {
  return { ...graph, nodes: graph.nodes.map((node) => (node.op === 'Relu' ? { ...node, op } : node)) };
}

type Choice = (name: string, dims: readonly number[]) => boolean;

/** Without Winograd's algorithm, whose rounding would hide small faults. */
const plain = loweringFor('cuda');

function trainingOf(expected: ExpectedStep, isChosen: Choice, lowering: ConvolutionLowering): TrainingGraph {
  const { network: name, image, activation, hidden, hyperParameters } = expected;
  const [, channels, height, width] = image as [number, 1 | 3, number, number];
  const options = { labels: LABELS, channels, height, width, random: zeros, dropout: 0, hidden, hyperParameters };
  const { graph, blocks } = networks[name]!.create(options);
  const forward = withActivation(withFormulaWeights(graph, blocks), activation);
  const trainable = chooseTrainable(forward, blocks, 'all');
  if (!trainable.ok) throw new FaultError(trainable.error);
  const chosen = trainable.value.filter((parameter) => isChosen(parameter, forward.initializers.get(parameter)!.dims));
  return buildTrainingGraph(forward, { logits: 'logits', trainable: chosen, optimiser: sgd, ema: false, lowering });
}

/** Labels in turn. */
function batchOf(image: readonly number[]): Record<string, Tensor> {
  const targets = new Float32Array(image[0]! * LABELS);
  for (let row = 0; row < image[0]!; row++) targets[row * LABELS + (row % LABELS)] = 1;
  return { image: float32(image, formulaImage(image)), targets: float32([image[0]!, LABELS], targets) };
}

const inOrt = (tensors: Readonly<Record<string, Tensor>>): Record<string, OrtTensor> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, ortTensor(tensor)]));

interface StepOptions {
  readonly steps: number;
  readonly learningRate: number;
  readonly isChosen?: Choice;
  readonly lowering?: ConvolutionLowering;
}

/** The loss of each step, and what stays behind the first. ORT's optimisations would take most of the time. */
export async function trainOnce(
  expected: ExpectedStep,
  { steps, learningRate, isChosen = () => true, lowering = plain }: StepOptions,
) {
  const training = trainingOf(expected, isChosen, lowering);
  const open = (model: Uint8Array): Promise<InferenceSession> =>
    InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 3, graphOptimizationLevel: 'disabled' });
  const session = await open(writeOnnx(training.graph));
  const state = createState(training);
  const updater = await openUpdater({ open, update: mapUpdate(training.update, writeOnnx), state });
  const fed = inOrt({ ...batchOf(expected.image), ...training.lossScale(1) });
  const staying = [...state.views].filter(([name]) => session.inputNames.includes(name));
  let first: Tensors = {};
  const losses: number[] = [];
  for (let step = 1; step <= steps; step++) {
    const outputs = await session.run({ ...fed, ...inOrt(Object.fromEntries(staying)) });
    losses.push(Number(outputs[training.outputs.loss]!.data[0]));
    for (const [name, next] of Object.entries(training.carry))
      (state.views.get(name)!.data as Float32Array).set(outputs[next]!.data as Float32Array);
    updater.keep(outputs);
    await updater.apply(training.updateScalars({ step, learningRate }).map(inOrt));
    if (step === 1) first = readState(state, [...state.views.keys()]);
  }
  await Promise.all([session.release(), updater.release()]);
  return { losses, carried: first };
}

/** The largest difference of some elements, in shares of the largest of them or, where larger, of `scale`. */
function deviation(found: Tensor, expected: readonly number[], scale = 0): number {
  const values = found.data as Float32Array;
  const step = Math.max(1, Math.floor(values.length / 4));
  const differences = expected.map((value, index) => Math.abs(value - values[index * step]!));
  return Math.max(...differences) / Math.max(scale, ...expected.map(Math.abs));
}

/** A bias in front of a normalisation has no gradient but rounding. */
const SMALLEST = 1e-4;

/**
 * Largest deviations of loss, gradients and running statistics from PyTorch's. A parameter's scale is its root mean
 * square. The gradients of weights that the fixture leaves out are left out, too: they take most of the time.
 */
export async function deviationsOf(expected: ExpectedStep, lowering = plain) {
  const isChosen: Choice = (name, dims) => dims.length === 1 || Object.hasOwn(expected.gradients, name);
  const { losses, carried } = await trainOnce(expected, { steps: 1, learningRate: 0, isChosen, lowering });
  const gradients = Object.entries(expected.gradients).map(([name, gradientOf]) => {
    const { norm, few } = gradientOf!;
    const gradient = carried[`momentum:${name}`]!;
    return deviation(gradient, few, Math.max(norm / Math.sqrt(gradient.data.length), SMALLEST));
  });
  const statistics = Object.entries(expected.statistics).map(([name, few]) => deviation(carried[name]!, few!));
  return {
    loss: Math.abs(losses[0]! / expected.loss - 1),
    gradients: Math.max(...gradients),
    statistics: Math.max(0, ...statistics),
  };
}
