import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Tensor } from '../../domain/tensor.ts';
import { float32, int64, sizeOf } from '../../domain/tensor.ts';
import { fromKerasLayout } from '../layers/keras-layers.ts';
import { readWeights } from './read-weights.ts';
import { openZip } from './zip.ts';
import { sentenceOf } from '../../../tests/support/sentence-of.ts';
import { FaultError } from '../../domain/faults/fault.ts';

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../../tests/fixtures/weights/${name}`, import.meta.url));

/** As in tests/fixtures/weights.py. */
function formula(name: string, dims: readonly number[]): Tensor {
  return float32(
    dims,
    Float32Array.from({ length: sizeOf(dims) }, (_, i) => (((17 * i + name.length) % 13) - 6) / 4),
  );
}

async function read(bytes: Uint8Array): Promise<Record<string, Tensor>> {
  const outcome = await readWeights(bytes, 'file');
  if (!outcome.ok) throw new FaultError(outcome.error);
  return Object.fromEntries(outcome.value);
}

async function messageOf(bytes: Uint8Array): Promise<string> {
  const outcome = await readWeights(bytes, 'file.bin');
  return outcome.ok ? 'read' : sentenceOf(outcome.error);
}

const stateDict = {
  'conv1.weight': formula('conv1.weight', [2, 1, 3, 3]),
  'bn1.running_mean': formula('bn1.running_mean', [2]),
  'fc.weight': formula('fc.weight', [3, 2]),
  'fc.bias': formula('fc.bias', [3]),
  'bn1.num_batches_tracked': int64([], [7]),
};

describe('a state dict of PyTorch', () => {
  test.each([
    ['in a ZIP archive', 'zip.pth'],
    ['in pickles one behind the other, as before 1.6', 'legacy.pth'],
    ['in a pickle of protocol 4', 'protocol4.pth'],
    ['in an archive that was packed anew and deflated', 'deflated.pth'],
  ])('%s is read with its names, shapes and values', async (_claim, name) => {
    expect(await read(fixture(name))).toEqual(stateDict);
  });

  test('of parameters in a checkpoint of DataParallel keeps the names of the file', async () => {
    const wrapped = Object.entries(stateDict).map(([name, tensor]) => [`module.${name}`, tensor]);
    expect(await read(fixture('checkpoint.pth'))).toEqual(Object.fromEntries(wrapped));
  });

  test('with an integer beyond every number is refused with a sentence', async () => {
    // Found by the property test: seed -2040976955, path 83:1:0:5:12:13:12:12:14:14:12:13:13.
    const bad = fixture('protocol4.pth');
    [bad[163], bad[165]] = [138, 0];
    expect(await messageOf(bad)).toMatch(/^The PyTorch file “.*” can’t be read: /);
  });

  test.each(['views.pth', 'views-legacy.pth'])('of tensors that share a storage is written out, %s', async (name) => {
    const base = formula('base', [4, 6]);
    const at = (row: number, column: number): number => base.data[row * 6 + column] as number;
    const rows = (numbers: readonly number[], columns: readonly number[]) =>
      float32([numbers.length, columns.length], numbers.flatMap((row) => columns.map((column) => at(row, column)))); // prettier-ignore
    const transposed = [0, 1, 2, 3, 4, 5].flatMap((column) => [0, 1, 2, 3].map((row) => at(row, column)));
    expect(await read(fixture(name))).toEqual({
      whole: base,
      transposed: float32([6, 4], transposed),
      rows: rows([1, 2], [0, 1, 2, 3, 4, 5]),
      steps: rows([0, 2], [1, 3, 5]),
      repeated: rows([0, 0, 0], [0, 0]),
      empty: float32([0, 6], []),
    });
  });

  test.each(['types.pth', 'types.safetensors'])('of every type of number becomes one of ours, %s', async (name) => {
    const row = [-3, 0, 1, 2];
    const narrow: Tensor = { type: 'int32', dims: [4], data: Int32Array.from(row) };
    expect(await read(fixture(name))).toEqual({
      float16: float32([4], row),
      bfloat16: float32([4], row),
      float64: float32([4], row),
      int64: int64([4], row),
      int32: narrow,
      int16: narrow,
      int8: narrow,
      uint8: { type: 'uint8', dims: [2], data: Uint8Array.of(0, 255) },
      bool: { type: 'bool', dims: [2], data: Uint8Array.of(1, 0) },
    });
  });

  test('that is a whole model is refused by the class that it names, with what to do', async () => {
    expect(await messageOf(fixture('whole-model.pth'))).toMatch(
      /“torch\.nn\.modules\.linear\.Linear”.*torch\.save\(model\.state_dict\(\), file\)/,
    );
  });
});

describe('weights of Keras', () => {
  const shapes = JSON.parse(new TextDecoder().decode(fixture('keras.json'))) as Record<string, number[]>;
  const expected = Object.fromEntries(
    Object.entries(shapes).map(([name, dims]) => [name, fromKerasLayout(name, formula(name, dims))]),
  );
  const archive = openZip(fixture('keras.zip'));
  test.each<[string, Uint8Array]>([
    ['a .keras archive', fixture('model.keras')],
    ['a .weights.h5 of Keras 3', openZip(fixture('model.keras')).read('model.weights.h5')],
    ['an .h5 of Keras 3', archive.read('model.h5')],
    ['an .h5 of Keras 2', archive.read('keras2.h5')],
  ])('are read from %s, named by layer, in the layout of ONNX', async (_claim, bytes) => {
    expect(await read(bytes)).toEqual(expected);
  });
});

describe('a file is refused', () => {
  test.each<[string, Uint8Array, RegExp]>([
    ['that is none', new TextEncoder().encode('Dear colleague, …'), /“file\.bin” is no weight file that is known/],
    ['that is empty', new Uint8Array(), /no weight file/],
    ['that is another archive', fixture('keras.zip'), /no weight file/],
    ['that was cut off, as archive', fixture('zip.pth').subarray(0, 2000), /without its end: it was not copied whole/],
    ['that was cut off, as pickles', fixture('legacy.pth').subarray(0, 900), /was not copied whole/],
    ['that was cut off, as HDF5', openZip(fixture('keras.zip')).read('keras2.h5').subarray(0, 3000), /no whole HDF5/],
  ])('%s', async (_claim, bytes, sentence) => {
    expect(await messageOf(bytes)).toMatch(sentence);
  });
});
