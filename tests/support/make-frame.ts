import { unstatedMetadata, type Frame, type FrameMetadata } from '../../main/domain/studies/frame.ts';

/** Valid metadata for tests: 8-bit grey, 4 × 4, no window of its own. */
export function makeMetadata(overrides: Partial<FrameMetadata> = {}): FrameMetadata {
  return {
    ...unstatedMetadata,
    rows: 4,
    columns: 4,
    samplesPerPixel: 1,
    bitsStored: 8,
    photometric: overrides.samplesPerPixel === 3 ? 'RGB' : 'MONOCHROME2',
    ...overrides,
  };
}

/** A valid frame for tests: 8-bit grey, 4 × 4, black, shown as stored. */
export function makeFrame({ pixels, ...overrides }: Partial<Frame> = {}): Frame {
  const metadata = makeMetadata({ voi: { center: 127.5, width: 255, function: 'LINEAR_EXACT' }, ...overrides });
  const { rows, columns, samplesPerPixel } = metadata;
  return { ...metadata, pixels: pixels ?? new Uint8Array(rows * columns * samplesPerPixel) };
}
