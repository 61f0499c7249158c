import { expect, test } from 'vitest';
import fixture from '../../../tests/fixtures/networks.json' with { type: 'json' };
import { createBuilder } from '../../graph/ir/builder.ts';
import { inferShapes } from '../../graph/shapes/infer-shapes.ts';
import { parametersOf } from '../../graph/ir/parameters.ts';
import { adaptiveAveragePool } from './adaptive-pool.ts';
import { formulaImage } from '../../../tests/support/formula-weights.ts';
import { deviation } from '../../../tests/support/network-parity.ts';
import { float32 } from '../../domain/tensor.ts';
import { ortTensor, run } from '../../../tests/support/run-graph.ts';

test.each(fixture.adaptivePool)('a map $image has PyTorch’s averages in 7×7 bins', async ({ image, ...expected }) => {
  const [, channels, height, width] = image as [number, number, number, number];
  const builder = createBuilder();
  const input = builder.input('image', { type: 'float32', dims: ['N', channels, height, width] });
  const pooled = adaptiveAveragePool(builder, input, [height, width], 7);
  builder.output(pooled, { type: 'float32', dims: ['N', channels, 7, 7] });
  const graph = builder.finish();
  expect(inferShapes(graph).get(pooled)?.dims).toEqual(['N', channels, 7, 7]);
  expect(parametersOf(graph)).toEqual([]);
  const found = await run(graph, { image: ortTensor(float32(image, formulaImage(image))) });
  expect(deviation(found[pooled], expected)).toBeLessThan(1e-4);
});
