import { expect, test } from 'vitest';
import type { StridedTensor } from './pickle-values.ts';
import { createTensors } from './strided.ts';
import { UnreadableWeights } from './unreadable-weights.ts';

test('a value that a small file repeats millions of times is refused before memory is taken for it', () => {
  const storage = { kind: 'storage', type: 'FloatStorage', key: '0', count: 2 } as const;
  const repeated = (times: number): StridedTensor => {
    return { kind: 'tensor', storage, offset: 0, size: [2, times], stride: [1, 0] };
  };
  const toTensor = createTensors(() => new Uint8Array(Float32Array.of(1, 2).buffer));
  expect(toTensor(repeated(3)).data).toEqual(Float32Array.of(1, 1, 1, 2, 2, 2));
  expect(() => toTensor(repeated(2 ** 24))).toThrow(UnreadableWeights);
});
