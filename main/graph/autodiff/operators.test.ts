import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Tensor, TensorType } from '../../domain/tensor.ts';
import { float32, int64 } from '../../domain/tensor.ts';
import { createBuilder, float, int, ints, string } from '../ir/builder.ts';
import { toCanonical } from '../canonical/to-canonical.ts';
import { forms } from '../canonical/forms.ts';
import { differentiate } from './differentiate.ts';
import { NO_GRADIENT } from './shared/gradient-rule.ts';
import { gradientRules } from './rules/gradient-rules.ts';
import type { Attribute, Graph } from '../ir/graph.ts';
import { inferShapes } from '../shapes/infer-shapes.ts';
import type { OrtTensor, Results } from '../../../tests/support/run-graph.ts';
import { ortTensor, run } from '../../../tests/support/run-graph.ts';

interface Values {
  readonly type: TensorType;
  readonly dims: readonly number[];
  readonly data: readonly number[];
}

/** As tests/fixtures/operators.py writes it: values by ONNX's definition, gradients by PyTorch. */
interface Example {
  readonly op: string;
  readonly opset: number;
  readonly attributes: Readonly<Record<string, string | number | readonly number[]>>;
  readonly inputs: readonly Values[];
  readonly outputs: readonly Values[];
  readonly upstream: readonly Values[];
  readonly gradients: readonly (Values | null)[];
}

const examples = ['operators', 'operators-spatial'].flatMap(
  (name) =>
    JSON.parse(readFileSync(new URL(`../../../tests/fixtures/${name}.json`, import.meta.url), 'utf8')) as Example[],
);

/** Relative to a value's largest number, or to 1. */
const TOLERANCE = 2e-5;

/** Attributes that are real although JSON writes them as whole numbers. */
const REALS = new Set(['alpha', 'beta', 'bias', 'cubic_coeff_a', 'epsilon', 'max', 'min', 'ratio']);

function attributeOf(name: string, value: Example['attributes'][string]): Attribute {
  if (typeof value === 'string') return string(value);
  if (typeof value === 'number') return REALS.has(name) ? float(value) : int(value);
  return ints(value);
}

function tensorOf({ type, dims, data }: Values): Tensor {
  if (type === 'float32') return float32(dims, data);
  return type === 'int64' ? int64(dims, data) : { type, dims, data: Uint8Array.from(data) };
}

const isLearnt = ({ gradients }: Example, index: number): boolean => gradients[index] !== null;

/** The operator alone: what has a gradient and the first input are inputs, the others initializers. */
function graphOf(example: Example): Graph {
  const builder = createBuilder({ opset: example.opset });
  const names = example.inputs.map((values, index) =>
    index === 0 || isLearnt(example, index)
      ? builder.input(`x${index}`, { type: values.type, dims: values.dims })
      : builder.initializer(`x${index}`, tensorOf(values)),
  );
  const outputs = example.outputs.map((_, index) => `y${index}`);
  const attributes = Object.entries(example.attributes).map(([name, value]) => [name, attributeOf(name, value)]);
  builder.add({
    name: 'node',
    op: example.op,
    domain: '',
    inputs: names,
    outputs,
    attributes: Object.fromEntries(attributes) as Record<string, Attribute>,
  });
  for (const [index, values] of example.outputs.entries()) builder.output(`y${index}`, values);
  return builder.finish();
}

/** Outputs and the gradient of Σ output·upstream, together in one canonical graph. */
function withGradients(example: Example, graph: Graph): { graph: Graph; gradients: ReadonlyMap<string, string> } {
  const builder = createBuilder(toCanonical(graph));
  const products = example.upstream.map((upstream, index) =>
    builder.node('Mul', [`y${index}`, builder.constant(tensorOf(upstream))]),
  );
  const sums = products.map((product) => builder.node('ReduceSum', [product], { keepdims: int(0) }));
  builder.node('Sum', sums, {}, 'total');
  const withRespectTo = example.inputs.flatMap((_, index) => (isLearnt(example, index) ? [`x${index}`] : []));
  const result = differentiate(builder.finish(), { of: 'total', withRespectTo });
  const outputs = new Map(result.graph.outputs);
  for (const [name, gradient] of result.gradients) outputs.set(gradient, graph.inputs.get(name)!);
  return { graph: { ...result.graph, outputs }, gradients: result.gradients };
}

async function resultsOf(graph: Graph, example: Example): Promise<Results> {
  const feeds = [...graph.inputs.keys()].map((name) => {
    return [name, ortTensor(tensorOf(example.inputs[Number(name.slice(1))]!))] as const;
  });
  return run(graph, Object.fromEntries(feeds));
}

function expectEqual(name: string, found: OrtTensor | undefined, expected: Values): void {
  expect(found?.dims, name).toEqual(expected.dims);
  const values = Array.from(found!.data as ArrayLike<number | bigint>, Number);
  const size = Math.max(1, ...expected.data.map(Math.abs));
  const error = Math.max(0, ...values.map((value, index) => Math.abs(value - expected.data[index]!))) / size;
  expect(error, name).toBeLessThan(TOLERANCE);
}

const titled = examples.map(
  (example) => [`${example.op} (opset ${example.opset}) ${JSON.stringify(example.attributes)}`, example] as const,
);

describe('each operator', () => {
  test.each(titled)(
    '%s has the shape and the values of its definition and the gradients of PyTorch',
    async (_, example) => {
      const graph = graphOf(example);
      const types = inferShapes(graph);
      for (const [index, { type, dims }] of example.outputs.entries()) {
        expect(types.get(`y${index}`)).toMatchObject({ type, dims });
      }
      const explained = withGradients(example, graph);
      const results = await resultsOf(explained.graph, example);
      for (const [index, values] of example.outputs.entries()) expectEqual(`y${index}`, results[`y${index}`], values);
      for (const [name, gradient] of explained.gradients) {
        expectEqual(`gradient of ${name}`, results[gradient], example.gradients[Number(name.slice(1))]!);
      }
    },
  );

  const shown = new Set(examples.map(({ op }) => op));
  const differentiable = Object.keys(gradientRules).filter((op) => gradientRules[op] !== NO_GRADIENT);

  test('with a rule has an example', () => {
    expect(differentiable.filter((op) => !shown.has(op))).toEqual([]);
  });

  test('that others express has an example', () => {
    const expressed = Object.keys(forms).filter((op) => gradientRules[op] === undefined);
    const untested = ['CastLike', 'Upsample']; // of which PyTorch has no gradient of its own: canonical.test.ts
    expect(expressed.filter((op) => !shown.has(op) && !untested.includes(op))).toEqual([]);
  });
});
