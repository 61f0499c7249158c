import { describe, expect, test } from 'vitest';
import {
  deflatedItems,
  deflatedPicture,
  manyElements,
  manyItems,
  nested,
  pngPicture,
  rlePicture,
} from '../../../tests/support/make-bombs.ts';
import { makeDicom } from '../../../tests/support/make-dicom.ts';
import { defaultBudget, type ReadingLimits } from '../../domain/reading-budget.ts';
import { readImage } from '../read-image.ts';

const small: ReadingLimits = { elements: 100, depth: 5, megapixels: 0.01, inflatedMegabytes: 0.1 };

async function codeOf(bytes: Uint8Array, limits = small): Promise<string> {
  const image = await readImage(bytes, limits);
  if (!image.ok) return image.error.code;
  const frame = await image.value.frame(0);
  return frame.ok ? 'opened' : frame.error.code;
}

const colour = { bits: 16, channels: 3 } as const;

describe('a file within the limits is opened, and one beyond', () => {
  test.each([
    ['elements', 'image.too-many-elements', () => [manyElements(60), manyElements(120)]],
    ['items', 'image.too-many-elements', () => [manyItems(60), manyItems(120)]],
    ['deflated items', 'image.too-many-elements', () => [deflatedItems(60), deflatedItems(120)]],
    ['sequences in sequences', 'image.nested-too-deep', () => [nested(5), nested(6)]],
    ['pixels', 'image.too-large', () => [rlePicture(100), rlePicture(101)]],
    ['inflated bytes', 'image.inflates-too-far', () => [deflatedPicture(100), deflatedPicture(400)]],
    ['pixels of a PNG', 'image.too-large', () => [pngPicture(100, colour), pngPicture(101, colour)]],
  ] as const)('in %s is refused', async (_, code, make) => {
    const [within, beyond]: (Uint8Array | Promise<Uint8Array>)[] = make();
    expect([await codeOf(await within!), await codeOf(await beyond!)]).toEqual(['opened', code]);
  });
});

test('sequences that go deeper than any stack are refused as too deep, or as too many', async () => {
  const limits = { ...defaultBudget, elements: 1e7 };
  expect(await codeOf(nested(100_000), limits)).toBe('image.nested-too-deep');
});

test('more frames than there can be are refused by their field', async () => {
  const image = await readImage(makeDicom([['00280008', 'IS', '1e20']]), small);
  const details = { field: 'Number Of Frames (0028,0008)', value: '100000000000000000000' };
  expect(image).toMatchObject({ error: { code: 'dicom.value-not-understood', details } });
});

test('a picture of three samples of 32 bits is refused for its size before it is unpacked', async () => {
  const rle = { fragments: [new Uint8Array(88)] };
  const file = makeDicom(
    [
      ['00280002', 'US', 3],
      ['00280004', 'CS', 'RGB'],
      ['00280010', 'US', 65_535],
      ['00280011', 'US', 65_535],
      ['00280100', 'US', 32],
      ['00280101', 'US', 32],
      ['00280102', 'US', 31],
      ['7fe00010', 'OB', rle],
    ],
    '1.2.840.10008.1.2.5',
  );
  expect(await codeOf(file, defaultBudget)).toBe('image.too-large');
});

test('the names of JavaScript’s own members are names that nobody knows', async () => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    expect(await codeOf(makeDicom([], name))).toBe('dicom.unknown-syntax');
    expect(await codeOf(makeDicom([], `1.2.840.10008.1.2.${name}`))).toBe('dicom.unknown-syntax');
    const named = makeDicom([
      ['00080005', 'CS', name],
      ['00100010', 'PN', 'Doe^Jane'],
    ]);
    expect(await codeOf(named)).toBe('opened');
    expect(await codeOf(makeDicom([['00280004', 'CS', name]]))).toBe('dicom.unsupported-colour-space');
  }
});
