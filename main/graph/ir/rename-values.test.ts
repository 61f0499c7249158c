import { expect, test } from 'vitest';
import { createBuilder } from './builder.ts';
import { inferShapes } from '../shapes/infer-shapes.ts';
import { renameValues } from './rename-values.ts';

test('values get new names wherever they are used, and what had such a name gives way', () => {
  const builder = createBuilder();
  const type = { type: 'float32', dims: ['N', 3] } as const;
  const image = builder.node('Relu', [builder.input('x', type)], {}, 'image');
  builder.output(builder.node('Neg', [image], {}, 'y'), type);
  const graph = builder.finish();
  const renamed = renameValues(graph, { x: 'image', y: 'logits' });
  expect([...renamed.inputs.keys(), ...renamed.outputs.keys()]).toEqual(['image', 'logits']);
  expect(renamed.nodes.map(({ inputs, outputs }) => [inputs, outputs])).toEqual([
    [['image'], ['image_1']],
    [['image_1'], ['logits']],
  ]);
  expect(inferShapes(renamed).get('logits')).toEqual(type);
  expect(renameValues(graph, { x: 'x' })).toBe(graph);
});
