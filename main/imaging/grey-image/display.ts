import type { Frame, VoiWindow } from '../../domain/studies/frame.ts';

/** Rec. 601 luma weights, those of JPEG's own Y. */
const LUMA = [0.299, 0.587, 0.114] as const;

/** Thumbnail and every model want the same picture; it goes when its frame does. */
const pictures = new WeakMap<Frame, Float32Array>();

/**
 * The picture as it is shown: luminance 0 (black) to 1 (white), rows × columns. Rescale and VOI window applied,
 * MONOCHROME1 inverted, colour turned to luma, padding black. The one definition that thumbnails, heatmap pictures and
 * models share. Made once a frame and shared: not to be changed.
 */
export function toDisplay(frame: Frame): Float32Array {
  const known = pictures.get(frame);
  if (known !== undefined) return known;
  const picture = makePicture(frame);
  pictures.set(frame, picture);
  return picture;
}

function makePicture(frame: Frame): Float32Array {
  if (frame.samplesPerPixel === 3) return luma(frame);
  const { pixels } = frame;
  const values = new Float32Array(frame.rows * frame.columns);
  const shown = displayOf(frame);
  if (pixels instanceof Int32Array || pixels instanceof Float32Array) {
    for (let i = 0; i < values.length; i++) values[i] = shown(pixels[i]!);
    return values;
  }
  // Integers of up to 16 bits: one look-up a pixel instead of the whole formula.
  const lowest = pixels instanceof Int16Array ? -0x8000 : 0;
  const table = new Float32Array(pixels instanceof Uint8Array ? 0x100 : 0x10000).map((_, i) => shown(i + lowest));
  for (let i = 0; i < values.length; i++) values[i] = table[pixels[i]! - lowest]!;
  return values;
}

/** Stored value → luminance. */
function displayOf(frame: Frame): (stored: number) => number {
  const { slope, intercept } = frame.rescale;
  const window = windowOf(frame.voi ?? rangeWindow(frame));
  const isInverted = frame.photometric === 'MONOCHROME1';
  return (stored) => {
    if (stored === frame.pixelPadding) return 0;
    const luminance = window(stored * slope + intercept);
    return isInverted ? 1 - luminance : luminance;
  };
}

/** DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3, onto 0…1. */
function windowOf({ center, width, function: kind }: VoiWindow): (value: number) => number {
  if (kind === 'SIGMOID') return (value) => 1 / (1 + Math.exp((-4 * (value - center)) / width));
  const [middle, span] = kind === 'LINEAR_EXACT' ? [center, width] : [center - 0.5, width - 1];
  const low = middle - span / 2;
  if (span <= 0) return (value) => (value <= middle ? 0 : 1);
  return (value) => Math.min(1, Math.max(0, (value - low) / span));
}

/** The window from the smallest to the largest value of the image, in modality units; padding does not count. */
function rangeWindow(frame: Frame): VoiWindow {
  let low = Infinity;
  let high = -Infinity;
  const { pixels, pixelPadding } = frame;
  for (let i = 0; i < pixels.length; i++) {
    const stored = pixels[i]!;
    if (stored === pixelPadding) continue;
    if (stored < low) low = stored;
    if (stored > high) high = stored;
  }
  if (low > high) low = high = 0;
  const { slope, intercept } = frame.rescale;
  const width = Math.max(Math.abs(slope) * (high - low), Number.EPSILON);
  return { center: ((low + high) / 2) * slope + intercept, width, function: 'LINEAR_EXACT' };
}

function luma({ pixels, rows, columns, bitsStored }: Frame): Float32Array {
  const values = new Float32Array(rows * columns);
  const [red, green, blue] = LUMA.map((weight) => weight / (2 ** bitsStored - 1)) as [number, number, number];
  for (let i = 0, p = 0; i < values.length; i++, p += 3) {
    values[i] = red * pixels[p]! + green * pixels[p + 1]! + blue * pixels[p + 2]!;
  }
  return values;
}
