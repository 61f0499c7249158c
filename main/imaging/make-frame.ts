import type { Frame } from '../domain/frame.ts';

/** A valid frame for tests: 8-bit grey, 4 × 4, black, shown as stored. */
export function makeFrame(overrides: Partial<Frame> = {}): Frame {
  const { rows = 4, columns = 4, samplesPerPixel = 1 } = overrides;
  return {
    rows,
    columns,
    samplesPerPixel,
    pixels: new Uint8Array(rows * columns * samplesPerPixel),
    bitsStored: 8,
    photometric: samplesPerPixel === 3 ? 'RGB' : 'MONOCHROME2',
    rescale: { slope: 1, intercept: 0 },
    voi: { center: 127.5, width: 255, function: 'LINEAR_EXACT' },
    spacing: null,
    laterality: null,
    viewPosition: null,
    patientOrientation: null,
    isLossy: false,
    pixelPadding: null,
    ...overrides,
  };
}
