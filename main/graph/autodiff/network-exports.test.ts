import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ExpectedGradients } from '../../../tests/support/compare-export.ts';
import { compareExport } from '../../../tests/support/compare-export.ts';
import { readOnnx } from '../onnx/read-onnx.ts';

const fixtures = new URL('../../../tests/fixtures/', import.meta.url);
const folder = new URL('network-exports/', fixtures);
const text = readFileSync(new URL('network-exports.json', fixtures), 'utf8');
const expected = JSON.parse(text) as Record<string, ExpectedGradients>;
const files = readdirSync(folder).filter((file) => file.endsWith('.onnx'));

test('there are exports of each network', () => {
  const shown = new Set(files.map((file) => file.split('-')[0]));
  expect(shown).toEqual(new Set(Object.keys(expected)));
});

test.each(files)('%s has PyTorch’s logits and the gradients of all its parameters', async (file) => {
  const graph = readOnnx(readFileSync(new URL(file, folder)));
  const numbers = expected[file.split('-')[0]!]!;
  const { faults, named, trained } = await compareExport(graph, numbers);
  expect(faults).toEqual([]);
  expect(named).toBeGreaterThan(0);
  expect(trained).toBeGreaterThanOrEqual(Object.keys(numbers.gradients).length);
});
