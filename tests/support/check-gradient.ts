/** For tests: compares a rule with central differences, both computed by ONNX Runtime on the CPU. */
import { createRandom } from '../../main/domain/statistics/random.ts';
import type { Tensor } from '../../main/domain/tensor.ts';
import { elementAt, required } from '../../main/domain/elements.ts';
import { float32, sizeOf } from '../../main/domain/tensor.ts';
import type { GraphBuilder } from '../../main/graph/ir/builder.ts';
import { createBuilder, int } from '../../main/graph/ir/builder.ts';
import type { ConvolutionLowering } from '../../main/graph/convolutions/convolution-lowering.ts';
import { differentiate } from '../../main/graph/autodiff/differentiate.ts';
import type { Attribute, Graph } from '../../main/graph/ir/graph.ts';
import { inferShapes } from '../../main/graph/shapes/infer-shapes.ts';
import type { OrtTensor } from './run-graph.ts';
import { openSession, ortTensor, run } from './run-graph.ts';

/**
 * The difference quotient errs by about h²·f‴/6 and, in single precision, by 6e-8·|f|/h. For values and derivatives
 * of about 1 both are small near the cube root of 6e-8, 4e-3; rules are smooth there, since inputs keep clear of
 * kinks by more than that.
 */
const STEP = 4e-3;
/** Relative to the gradient's length; a wrong sign, axis or factor is off by far more. */
const TOLERANCE = 2e-3;
const DIRECTIONS = 4;

export interface GradientCase {
  readonly op: string;
  readonly inputs: readonly Tensor[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
  /** Which inputs are differentiated; by default all of type float32. The others are initializers. */
  readonly withRespectTo?: readonly number[];
  /** Makes the first size of the first input unknown until the graph runs, like a batch. */
  readonly openBatch?: boolean;
  /** How many outputs the node has, 1 by default, and which of them are used (all by default): their values are joined. */
  readonly outputs?: number;
  readonly used?: readonly number[];
  readonly lowering?: ConvolutionLowering;
}

/** Random numbers between `low` and `high`, none within 0.05 of the kink or pole at 0. */
export function values(dims: readonly number[], seed: number, low = -1, high = 1): Tensor {
  const random = createRandom(seed);
  const draw = (): number => {
    const value = random.uniform(low, high);
    return Math.abs(value) < 0.05 ? draw() : value;
  };
  return float32(dims, Float32Array.from({ length: sizeOf(dims) }, draw));
}

/** All different by at least 0.03, in random order: no step changes which is the largest. */
export function distinct(dims: readonly number[], seed: number): Tensor {
  const order = createRandom(seed).shuffle(Array.from({ length: sizeOf(dims) }, (_, index) => index));
  return float32(
    dims,
    order.map((rank) => (rank - order.length / 2) * 0.03),
  );
}

/** Where the rule's gradient of an input disagrees with differences along random directions; empty when it does not. */
export async function gradientFaults(gradientCase: GradientCase): Promise<string[]> {
  const { inputs, withRespectTo = realInputs(inputs) } = gradientCase;
  const names = withRespectTo.map((index) => `x${index}`);
  const forward = graphOf(gradientCase, withRespectTo);
  const point = Object.fromEntries(withRespectTo.map((index) => [`x${index}`, ortTensor(elementAt(inputs, index))]));
  const { dims: real } = required((await run(forward, point)).y, 'y');
  const seed = values(real, 99);
  const options = { of: 'y', seed: 'seed', withRespectTo: names, lowering: gradientCase.lowering };
  const { graph, gradients } = differentiate(withInput(forward, 'seed', seed), options);
  const types = inferShapes(forward);
  const outputs = [...gradients].map(([name, gradient]) => [gradient, types.get(name)!] as const);
  const session = await openSession({ ...graph, outputs: new Map([...graph.outputs, ...outputs]) });
  const feeds = { ...point, seed: ortTensor(seed) };
  const analytic = await session.run(feeds);
  const { dims: inferred } = types.get('y')!;
  const agrees = inferred.every((dim, axis) => typeof dim === 'string' || dim === real[axis]);
  const faults =
    agrees && inferred.length === real.length ? [] : [`y [${real.join()}] is inferred to be [${inferred.join()}]`];
  for (const [index, name] of names.entries()) {
    const { dims, data } = elementAt(inputs, elementAt(withRespectTo, index));
    const gradient = required(analytic[gradients.get(name) ?? ''], `The gradient of ${name}`);
    if (gradient.dims.join() !== dims.join())
      faults.push(`${name} [${dims.join()}] has a gradient of shape [${gradient.dims.join()}]`);
    const slope = numbers(gradient);
    for (const direction of directions(dims)) {
      const at = async (step: number): Promise<number> => {
        const moved = Float32Array.from(data as Float32Array, (value, i) => value + step * direction[i]!);
        const { y } = await session.run({ ...feeds, [name]: ortTensor(float32(dims, moved)) }, ['y']);
        return dot(numbers(required(y, 'y')), seed.data as Float32Array);
      };
      const expected = ((await at(STEP)) - (await at(-STEP))) / (2 * STEP);
      const found = dot(slope, direction);
      const isClose = Math.abs(found - expected) < TOLERANCE * Math.max(1, Math.hypot(...slope));
      if (!isClose) faults.push(`${name}: the rule gives ${found}, differences ${expected}`);
    }
  }
  return faults;
}

function realInputs(inputs: readonly Tensor[]): number[] {
  return inputs.flatMap(({ type }, index) => (type === 'float32' ? [index] : []));
}

const numbers = (tensor: OrtTensor): Float32Array => tensor.data as Float32Array;

function graphOf(gradientCase: GradientCase, withRespectTo: readonly number[]): Graph {
  const { inputs, openBatch = false } = gradientCase;
  const builder = createBuilder({ opset: 20 });
  const names = inputs.map((tensor, index) => {
    const dims = openBatch && index === 0 ? ['N', ...tensor.dims.slice(1)] : tensor.dims;
    return withRespectTo.includes(index)
      ? builder.input(`x${index}`, { type: tensor.type, dims })
      : builder.initializer(`x${index}`, tensor);
  });
  const y = outputOf(builder, gradientCase, names);
  const graph = builder.finish();
  return { ...graph, outputs: new Map([[y, inferShapes(graph).get(y)!]]) };
}

/** Adds the operator; several outputs are joined as one row of numbers, `y`. */
function outputOf(
  builder: GraphBuilder,
  { op, attributes = {}, outputs = 1, used }: GradientCase,
  names: readonly string[],
): string {
  if (outputs === 1) return builder.node(op, names, attributes, 'y');
  const made = builder.nodes(op, names, attributes, outputs);
  const chosen = used === undefined ? made : used.map((index) => elementAt(made, index));
  const rows = chosen.map((value) => builder.node('Reshape', [value, builder.ints([-1])]));
  return builder.node('Concat', rows, { axis: int(0) }, 'y');
}

function withInput(graph: Graph, name: string, { type, dims }: Tensor): Graph {
  return { ...graph, inputs: new Map([...graph.inputs, [name, { type, dims }]]) };
}

/** Unit vectors; every axis where there are few elements. */
function directions(dims: readonly number[]): Float32Array[] {
  const size = sizeOf(dims);
  if (size <= DIRECTIONS)
    return Array.from({ length: size }, (_, i) => Float32Array.from({ length: size }, (_one, j) => Number(i === j)));
  return Array.from({ length: DIRECTIONS }, (_, seed) => {
    const random = createRandom(seed);
    const direction = Float32Array.from({ length: size }, () => random.normal());
    const length = Math.hypot(...direction);
    return direction.map((value) => value / length);
  });
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}
