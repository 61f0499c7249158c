import { expect, test } from 'vitest';
import { sentenceOf } from '../../../tests/support/sentence-of.ts';
import { makeDicom, type MadeElement } from '../../../tests/support/make-dicom.ts';
import { readImage } from '../read-image.ts';

async function sentenceFor(...elements: readonly MadeElement[]): Promise<string> {
  const image = await readImage(makeDicom(elements));
  if (!image.ok) return sentenceOf(image.error);
  const frame = await image.value.frame(0);
  return frame.ok ? 'opened' : sentenceOf(frame.error);
}

function floats(bits: 32 | 64, values: readonly number[]): MadeElement[] {
  const bytes = new Uint8Array((bits === 32 ? Float32Array.from(values) : Float64Array.from(values)).buffer);
  const pixels: MadeElement = bits === 32 ? ['7fe00008', 'OF', bytes] : ['7fe00009', 'OD', bytes];
  return [['00280100', 'US', bits], ['7fe00010', 'OW', ''], pixels]; // prettier-ignore
}

test.each<[string, readonly MadeElement[], RegExp]>([
  ['numbers', floats(32, [0, -1, 2.5, 3e30]), /^opened$/],
  ['one NaN', floats(32, [0, 1, NaN, 3]), /^One of the image’s pixels is no number .*, in row 2, column 1\./],
  ['infinities', floats(32, [0, Infinity, -Infinity, 3]), /^2 of the image’s pixels .* in row 1, column 2\./],
  ['a double beyond floats', floats(64, [0, 1, 2, 1e300]), /^One of the image’s pixels .* row 2, column 2\./],
  ['a slope that leaves the numbers', [['00281053', 'DS', '1e308']], /Rescale Slope \(0028,1053\) as “1e\+308”/],
  ['an intercept that leaves them', [['00281052', 'DS', '-1e308']], /Rescale Intercept \(0028,1052\) as “-1e\+308”/],
])('a picture of %s', async (_, elements, sentence) => {
  expect(await sentenceFor(...elements)).toMatch(sentence);
});
