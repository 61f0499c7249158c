import type { FrameMetadata, PixelArray, VoiFunction } from '../../../main/domain/studies/frame.ts';
import { linearRange, sigmoidLuminance, storedRange } from '../../../main/domain/studies/voi-window.ts';

/**
 * Pixels as the viewport wants them: modality values (rescale applied), padding turned to black, and
 * the window they are first shown with. The picture is that of `toDisplay` in main/imaging.
 */
export interface DisplayPixels {
  readonly values: PixelArray;
  readonly isRescaled: boolean;
  readonly minimum: number;
  readonly maximum: number;
  /** Modality values shown black and white (the other way round for MONOCHROME1). */
  readonly window: { readonly lower: number; readonly upper: number };
  readonly voiFunction: VoiFunction;
}

/** A window of no width, or a flat image, is a step from black to white, which needs a little room. */
const narrowest = 1e-3;

/** A SIGMOID window has the ends of the LINEAR one: the viewport computes its centre and width from these. */
function windowOf({ voi }: FrameMetadata, minimum: number, maximum: number): { lower: number; upper: number } {
  if (voi === null) return { lower: minimum, upper: Math.max(maximum, minimum + narrowest) };
  const { middle, span } = linearRange(voi);
  const lower = middle - span / 2;
  return { lower, upper: Math.max(middle + span / 2, lower + narrowest) };
}

/** The pixels of a frame with one sample a pixel. */
export function toDisplayPixels(pixels: PixelArray, metadata: FrameMetadata): DisplayPixels {
  const { rescale, pixelPadding, photometric, voi } = metadata;
  const stored = storedRange(pixels, pixelPadding);
  const isRescaled = rescale.slope !== 1 || rescale.intercept !== 0;
  const black = photometric === 'MONOCHROME1' ? stored.maximum : stored.minimum;
  // 32-bit integers have no texture format: they too become floats.
  const mustCopy = isRescaled || pixelPadding !== null || pixels instanceof Int32Array;
  const values = mustCopy ? copyOf(pixels, isRescaled || pixels instanceof Int32Array) : pixels;
  if (mustCopy) {
    for (let i = 0; i < values.length; i++) {
      const value = pixels[i] === pixelPadding ? black : pixels[i]!;
      values[i] = isRescaled ? value * rescale.slope + rescale.intercept : value;
    }
  }
  const ends = [stored.minimum, stored.maximum].map((value) => value * rescale.slope + rescale.intercept);
  const [minimum, maximum] = [Math.min(...ends), Math.max(...ends)];
  return {
    values,
    isRescaled,
    minimum,
    maximum,
    window: windowOf(metadata, minimum, maximum),
    voiFunction: voi?.function ?? 'LINEAR_EXACT',
  };
}

function copyOf(pixels: PixelArray, asFloat: boolean): PixelArray {
  return asFloat ? new Float32Array(pixels.length) : pixels.slice();
}

/**
 * The same picture for a viewport that knows linear windows only, which is so without WebGL: values
 * moved to where the linear window shows them as SIGMOID would (PS3.3 C.11.2.1.3.1).
 */
export function throughSigmoid(shown: DisplayPixels): DisplayPixels {
  const { lower, upper } = shown.window;
  const voi = { center: (lower + upper + 1) / 2, width: upper - lower + 1 };
  const move = (value: number): number => lower + (upper - lower) * sigmoidLuminance(value, voi);
  return {
    ...shown,
    values: Float32Array.from(shown.values, move),
    isRescaled: false,
    minimum: move(shown.minimum),
    maximum: move(shown.maximum),
    voiFunction: 'LINEAR',
  };
}

/** Eight bits a sample; with a fourth, opaque one for drawing without WebGL. */
export function toColourPixels(pixels: PixelArray, bitsStored: number, withAlpha: boolean): Uint8Array {
  const scale = 255 / (2 ** bitsStored - 1);
  const samples = withAlpha ? 4 : 3;
  const count = pixels.length / 3;
  const colours = new Uint8Array(count * samples).fill(255);
  for (let i = 0; i < count; i++) {
    for (let sample = 0; sample < 3; sample++)
      colours[i * samples + sample] = Math.round(pixels[i * 3 + sample]! * scale);
  }
  return colours;
}
