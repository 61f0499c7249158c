import type { Frame, VoiWindow } from '../../domain/studies/frame.ts';
import { linearRange, sigmoidLuminance, storedRange } from '../../domain/studies/voi-window.ts';

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

/** The window onto 0…1. */
function windowOf(window: VoiWindow): (value: number) => number {
  if (window.function === 'SIGMOID') return (value) => sigmoidLuminance(value, window);
  const { middle, span } = linearRange(window);
  const low = middle - span / 2;
  if (span <= 0) return (value) => (value <= middle ? 0 : 1);
  return (value) => Math.min(1, Math.max(0, (value - low) / span));
}

/** The window from the smallest to the largest value of the image, in modality units; padding does not count. */
function rangeWindow({ pixels, pixelPadding, rescale: { slope, intercept } }: Frame): VoiWindow {
  const { minimum, maximum } = storedRange(pixels, pixelPadding);
  const width = Math.max(Math.abs(slope) * (maximum - minimum), Number.EPSILON);
  return { center: ((minimum + maximum) / 2) * slope + intercept, width, function: 'LINEAR_EXACT' };
}

function luma({ pixels, rows, columns, bitsStored }: Frame): Float32Array {
  const values = new Float32Array(rows * columns);
  const [red, green, blue] = LUMA.map((weight) => weight / (2 ** bitsStored - 1)) as [number, number, number];
  for (let i = 0, p = 0; i < values.length; i++, p += 3) {
    values[i] = red * pixels[p]! + green * pixels[p + 1]! + blue * pixels[p + 2]!;
  }
  return values;
}
