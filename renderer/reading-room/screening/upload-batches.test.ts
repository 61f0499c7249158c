import { describe, expect, test } from 'vitest';
import { uploadLimits } from '../../../main/contract/contract.ts';
import { batchesOf, canBeSent, refuseTooLarge } from './upload-batches.ts';

const MB = 1024 ** 2;
const sizesOf = (sizes: readonly number[]): number[][] =>
  batchesOf(sizes.map((size) => ({ size: size * MB }))).map((batch) => batch.map(({ size }) => size / MB));

describe('a large drop', () => {
  test('is sent in parts of at most 100 MB, in order, none of them empty', () => {
    expect(sizesOf([60, 40, 1, 99, 30])).toEqual([[60, 40], [1, 99], [30]]);
    expect(sizesOf([])).toEqual([]);
  });

  test('sends a larger file alone', () => {
    expect(sizesOf([10, 300, 10])).toEqual([[10], [300], [10]]);
  });

  test('is sent in parts of as many files as the contract takes', () => {
    const files = Array.from({ length: uploadLimits.files + 1 }, () => ({ size: 1 }));
    expect(batchesOf(files).map(({ length }) => length)).toEqual([uploadLimits.files, 1]);
  });
});

describe('a file that is too large for the contract', () => {
  const fits = { name: 'chest.dcm', size: uploadLimits.bytesPerFile };
  const large = { name: 'cine.dcm', size: uploadLimits.bytesPerFile + 1 };

  test('is left out with a sentence that names it', () => {
    expect([fits, large].filter(canBeSent)).toEqual([fits]);
    expect(refuseTooLarge([fits, large])).toMatch(/^Left out: “cine.dcm”\. .*at most 512 MB; .*\.$/);
    expect(refuseTooLarge([large, large, large])).toContain('“cine.dcm” and 2 more');
    expect(refuseTooLarge([fits])).toBeNull();
  });
});
