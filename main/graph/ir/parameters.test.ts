import { expect, test } from 'vitest';
import { float32, int64, sizeOf } from '../../domain/tensor.ts';
import type { GraphBuilder } from './builder.ts';
import { createBuilder, int, ints } from './builder.ts';
import type { Graph } from './graph.ts';
import { kernelsOf, parametersOf } from './parameters.ts';

function graphOf(recipe: (builder: GraphBuilder, x: string) => void): Graph {
  const builder = createBuilder();
  recipe(builder, builder.input('x', { type: 'float32', dims: ['N', 4, 6] }));
  return builder.finish();
}
const parametersIn = (recipe: (builder: GraphBuilder, x: string) => void): string[] => parametersOf(graphOf(recipe));

const joinTokens = (b: GraphBuilder, x: string): void => {
  const tokens = b.node('MatMul', [x, b.initializer('embed', ramp(6, 6))]);
  const token = b.node('Expand', [b.initializer('cls_token', ramp(1, 1, 6)), b.ints([2, 1, 6])]);
  const joined = b.node('Concat', [token, tokens], { axis: int(1) });
  const table = b.node('Gather', [b.initializer('table', ramp(9, 6)), b.constant(int64([5], [0, 1, 2, 1, 0]))]);
  const placed = b.node('Add', [b.node('Add', [joined, b.initializer('positions', ramp(1, 5, 6))]), table]);
  b.node('Mul', [placed, b.initializer('layer_scale', float32([6], [1, 1, 1, 1, 1, 1]))]);
};

const ramp = (...dims: number[]): ReturnType<typeof float32> =>
  float32(
    dims,
    Array.from({ length: sizeOf(dims) }, (_, index) => index),
  );

test('the weights and biases of layers are parameters, through changes of layout too', () => {
  const names = parametersIn((b, x) => {
    const weight = b.node('Transpose', [b.initializer('fc.weight', ramp(3, 6))], { perm: ints([1, 0]) });
    b.node('Add', [b.node('MatMul', [x, weight]), b.initializer('fc.bias', ramp(3))]);
  });
  expect(names).toEqual(['fc.weight', 'fc.bias']);
});

test('class tokens, positions, tables of relative positions and scales of layers are parameters', () => {
  const names = parametersIn(joinTokens);
  expect(names).toEqual(['embed', 'cls_token', 'positions', 'table', 'layer_scale']);
});

test('matrices and kernels alone are for weight decay, through changes of layout too', () => {
  expect([...kernelsOf(graphOf(joinTokens))]).toEqual(['embed']);
  const turned = graphOf((b, x) => {
    const weight = b.node('Transpose', [b.initializer('weight', ramp(3, 6))], { perm: ints([1, 0]) });
    const linear = b.node('Add', [b.node('MatMul', [x, weight]), b.initializer('bias', ramp(1, 1, 3))]);
    b.node('Conv', [linear, b.initializer('kernel', ramp(2, 4, 1)), b.initializer('shift', ramp(2))]);
  });
  expect([...kernelsOf(turned)]).toEqual(['weight', 'kernel']);
});

test('constants of preprocessing, single numbers, masks and running statistics are no parameters', () => {
  const names = parametersIn((b, x) => {
    const scaled = b.node('Mul', [
      b.node('Sub', [x, b.initializer('mean', ramp(4, 1))]),
      b.initializer('std', ramp(4, 1)),
    ]);
    const statistics = ['running_mean', 'running_var'].map((name) => b.initializer(name, ramp(4)));
    const [scale, bias] = ['scale', 'bias'].map((name) => b.initializer(name, ramp(4)));
    const normal = b.node('BatchNormalization', [scaled, scale!, bias!, ...statistics]);
    const masked = b.node('Add', [normal, b.initializer('mask', float32([6], [0, 0, -100, 0, -100, 0]))]);
    b.node('Mul', [masked, b.initializer('temperature', float32([1], [0.5]))]);
  });
  expect(names).toEqual(['scale', 'bias']);
});
