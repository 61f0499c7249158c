import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fc, withFixedSeed } from '../../../tests/support/property.ts';
import { readWeights } from './read-weights.ts';

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../../tests/fixtures/weights/${name}`, import.meta.url));

test.each(['zip.pth', 'legacy.pth', 'deflated.pth', 'checkpoint.pth', 'views-legacy.pth', 'protocol4.pth'])(
  'is read or refused cleanly, whatever is changed in %s',
  async (name) => {
    const good = fixture(name);
    const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
    const everyChange = fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 8 }),
      fc.nat(good.length),
      fc.boolean(),
      async (changes, length, isCut) => {
        const bad = Uint8Array.from(isCut ? good.subarray(0, length) : good);
        for (const [at, value] of changes) if (at < bad.length) bad[at] = value;
        const outcome = await readWeights(bad, 'file');
        return outcome.ok || outcome.error.code.startsWith('weights.');
      },
    );
    await expect(fc.assert(everyChange, withFixedSeed(200))).resolves.toBeUndefined();
  },
);
