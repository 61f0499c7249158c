import { expect, test } from 'vitest';
import { toDisplay } from '../../../tests/support/display-values.ts';
import { makeFrame } from '../../../tests/support/make-frame.ts';
import { toGreyPixels } from './to-picture.ts';

const pixels = Uint16Array.from({ length: 64 }, (_, i) => i * 60);

test.each(['MONOCHROME1', 'MONOCHROME2'] as const)('%s is shown as the models are given it', (photometric) => {
  const frame = makeFrame({
    rows: 8,
    columns: 8,
    pixels,
    photometric,
    voi: { center: 1800, width: 2400, function: 'LINEAR' },
  });
  const shown = toGreyPixels(pixels, frame);
  const wanted = toDisplay(frame);
  for (let i = 0; i < pixels.length; i++) expect(shown[i * 4]! / 255).toBeCloseTo(wanted[i]!, 2);
});
