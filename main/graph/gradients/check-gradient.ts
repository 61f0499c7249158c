/** For tests: compares a rule with central differences, both computed by ONNX Runtime on the CPU. */
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { expect } from 'vitest';
import { createRandom } from '../../domain/random.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { float32, sizeOf } from '../../domain/tensor.ts';
import { createBuilder } from '../builder.ts';
import { differentiate } from '../gradients.ts';
import type { Attribute, Graph } from '../graph.ts';
import { inferShapes } from '../infer-shapes.ts';
import { writeOnnx } from '../write-onnx.ts';

/**
 * The difference quotient errs by about h²·f‴/6 and, in single precision, by 6e-8·|f|/h. For values and derivatives
 * of about 1 both are small near the cube root of 6e-8, 4e-3; rules are smooth there, since inputs keep clear of
 * kinks by more than that.
 */
const STEP = 4e-3;
/** Of the gradient's length; a wrong sign, axis or factor is off by far more. */
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

/** Fails unless the rule's gradient of every input agrees with differences along random directions. */
export async function checkGradient(gradientCase: GradientCase): Promise<void> {
  const { inputs, withRespectTo = inputs.flatMap(({ type }, index) => (type === 'float32' ? [index] : [])) } =
    gradientCase;
  const names = withRespectTo.map((index) => `x${index}`);
  const forward = graphOf(gradientCase, withRespectTo);
  const dims = (await run(forward, feedsOf(inputs, withRespectTo))).y.dims;
  const seed = values(dims, 99);
  const { graph, gradients } = differentiate(withInput(forward, seed), { of: 'y', seed: 'seed', withRespectTo: names });
  const outputs = new Map([...gradients].map(([name, gradient]) => [gradient, inferShapes(forward).get(name)!]));
  const session = await sessionOf({ ...graph, outputs: new Map([...graph.outputs, ...outputs]) });
  const feeds = { ...feedsOf(inputs, withRespectTo), seed: ortTensor(seed) };
  const analytic = await session.run(feeds);
  for (const [index, name] of names.entries()) {
    const x = inputs[withRespectTo[index]];
    const gradient = analytic[gradients.get(name)!];
    expect(gradient.dims, `shape of the gradient of ${name}`).toEqual(x.dims);
    const length = Math.hypot(...(gradient.data as Float32Array));
    for (const direction of directions(x.dims)) {
      const at = async (step: number): Promise<number> => {
        const moved = Float32Array.from(x.data as Float32Array, (value, i) => value + step * direction[i]);
        const { y } = await session.run({ ...feeds, [name]: ortTensor(float32(x.dims, moved)) }, ['y']);
        return dot(y.data as Float32Array, seed.data as Float32Array);
      };
      const expected = ((await at(STEP)) - (await at(-STEP))) / (2 * STEP);
      const found = dot(gradient.data as Float32Array, direction);
      expect(Math.abs(found - expected), `${name}: rule ${found}, differences ${expected}`).toBeLessThan(
        TOLERANCE * Math.max(1, length),
      );
    }
  }
}

/** Runs a graph once on the CPU. */
export async function run(graph: Graph, feeds: Record<string, OrtTensor>): Promise<InferenceSession.ReturnType> {
  return (await sessionOf(graph)).run(feeds);
}

export function ortTensor({ type, data, dims }: Tensor): OrtTensor {
  return new OrtTensor(type as 'float32', data as Float32Array, dims);
}

function sessionOf(graph: Graph): Promise<InferenceSession> {
  return InferenceSession.create(writeOnnx(graph), { intraOpNumThreads: 1 });
}

function graphOf({ op, inputs, attributes, openBatch = false }: GradientCase, withRespectTo: readonly number[]): Graph {
  const builder = createBuilder();
  const names = inputs.map((tensor, index) => {
    const dims = openBatch && index === 0 ? ['N', ...tensor.dims.slice(1)] : tensor.dims;
    return withRespectTo.includes(index)
      ? builder.input(`x${index}`, { type: tensor.type, dims })
      : builder.initializer(`x${index}`, tensor);
  });
  const y = builder.node(op, names, attributes, 'y');
  const graph = builder.finish();
  return { ...graph, outputs: new Map([[y, inferShapes(graph).get(y)!]]) };
}

function withInput(graph: Graph, { type, dims }: Tensor): Graph {
  return { ...graph, inputs: new Map([...graph.inputs, ['seed', { type, dims }]]) };
}

function feedsOf(inputs: readonly Tensor[], withRespectTo: readonly number[]): Record<string, OrtTensor> {
  return Object.fromEntries(withRespectTo.map((index) => [`x${index}`, ortTensor(inputs[index])]));
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
  return a.reduce((sum, value, index) => sum + value * b[index], 0);
}
