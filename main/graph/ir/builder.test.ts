import { expect, test } from 'vitest';
import { createBuilder } from './builder.ts';

test('a graph that is continued twice keeps every constant under a name of its own', () => {
  let graph = createBuilder().finish();
  for (const value of [1, 2, 3]) {
    const builder = createBuilder(graph);
    builder.node('Relu', [builder.scalar(value)]);
    graph = builder.finish();
  }
  expect([...graph.initializers.values()].map((tensor) => tensor.data[0])).toEqual([1, 2, 3]);
  expect(new Set(graph.nodes.flatMap((node) => [node.name, ...node.inputs, ...node.outputs])).size).toBe(9);
});
