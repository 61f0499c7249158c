import { describe, expect, test } from 'vitest';
import { graphOf, map, type Recipe } from '../../../tests/support/test-graph.ts';
import { int } from '../ir/builder.ts';
import { parametersOf } from '../ir/parameters.ts';
import { UnsupportedGraph } from '../ir/unsupported-graph.ts';
import { inferShapes } from './infer-shapes.ts';

describe('a node that breaks what its operator promises is refused by its name', () => {
  const refused: readonly (readonly [string, Recipe])[] = [
    ['no input at all', (b) => void b.node('Concat', [], { axis: int(0) })],
    ['fewer repeats than axes', (b, [x]) => void b.node('Tile', [x!, b.ints([2])])],
    ['other ranks side by side', (b, [x]) => void b.node('Concat', [x!, b.ints([1])], { axis: int(3) })],
    ['a type that there is not', (b) => void b.node('Cast', [b.ints([1])], { to: int(99) })],
    ['a name that all objects have', (b, [x]) => void b.node('toString', [x!])],
  ];
  test.each(refused)('%s', (_, recipe) => {
    expect(() => inferShapes(graphOf([map], recipe))).toThrow(UnsupportedGraph);
  });
});

test('an operator that is called as what all objects inherit has no parameters of its own', () => {
  expect(parametersOf(graphOf([map], (b, [x]) => void b.node('constructor', [x!])))).toEqual([]);
});
