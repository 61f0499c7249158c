import { expect, test } from 'vitest';
import { fc, withFixedSeed } from '../../../tests/support/property.ts';
import { float32 } from '../../domain/tensor.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';

test('is an outcome, never an exception, whatever was changed in the file', () => {
  const good = writeSafetensors(new Map([['w', float32([4], [1, 2, 3, 4])]]), { a: 'b' });
  const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
  const everyChange = fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
    const bad = good.slice();
    for (const [at, value] of changes) bad[at] = value;
    const outcome = readSafetensors(bad, 'a.safetensors');
    return outcome.ok || outcome.error.code.startsWith('weights.');
  });
  expect(() => fc.assert(everyChange, withFixedSeed())).not.toThrow();
});
