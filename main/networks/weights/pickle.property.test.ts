import { expect, test } from 'vitest';
import { fc, withFixedSeed } from '../../../tests/support/property.ts';
import { readTorchPickle } from './torch-pickle.ts';
import { UnreadableWeights } from './unreadable-weights.ts';

test('ends with a value or a refusal for any bytes', () => {
  const anyBytes = fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
    try {
      readTorchPickle(Uint8Array.from([0x80, 2, ...bytes]));
      return true;
    } catch (error) {
      return error instanceof UnreadableWeights;
    }
  });
  expect(() => fc.assert(anyBytes, withFixedSeed(3000))).not.toThrow();
});
