import type { Frame } from '../../domain/studies/frame.ts';
import type { Preprocessing, View } from '../../domain/models/model-card.ts';
import { float32, type Tensor } from '../../domain/tensor.ts';
import { toDisplay } from '../grey-image/display.ts';
import { resize, sampleAffine, type Affine, type GreyImage } from '../grey-image/grey-image.ts';

export interface ModelInput {
  /** [views, channels, height, width], float32. */
  readonly input: Tensor;
  /** The part of the frame that the first view shows, in fractions of its width and height. */
  readonly covers: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
}

/** The model's input from a frame, by its card. The one path that training and inference share. */
export function preprocess(frame: Frame, spec: Preprocessing): ModelInput {
  return { input: toInput(toModelImage(frame, spec), spec), covers: coverage(frame, spec) };
}

/** All views of a prepared image, normalised: [views, channels, height, width]. */
export function toInput(image: GreyImage, spec: Preprocessing): Tensor {
  const size = spec.channels * spec.height * spec.width;
  const values = new Float32Array(spec.views.length * size);
  spec.views.forEach((view, i) => values.set(normalise(sampleView(image, view, spec), spec), i * size));
  return float32([spec.views.length, spec.channels, spec.height, spec.width], values);
}

/**
 * The whole frame as a small picture a quarter larger than the model's input, so that a view or an augmentation
 * can zoom and turn it without loss. This is what training keeps in memory.
 */
export function toModelImage(frame: Frame, spec: Preprocessing): GreyImage {
  const [width, height] = [Math.ceil(spec.width * 1.25), Math.ceil(spec.height * 1.25)];
  const whole = { width: frame.columns, height: frame.rows, values: toDisplay(frame) };
  const share = filledShare(frame, spec);
  const picture = resize(
    whole,
    Math.max(1, Math.round(width * share.width)),
    Math.max(1, Math.round(height * share.height)),
  );
  return padded(toRange(picture, spec.intensity), width, height);
}

/** How much of the model's input the frame fills; all of it when stretched. */
function filledShare(frame: Frame, spec: Preprocessing): { width: number; height: number } {
  if (spec.resize === 'stretch') return { width: 1, height: 1 };
  const aspect = frame.columns / frame.rows / (spec.width / spec.height);
  return { width: Math.min(1, aspect), height: Math.min(1, 1 / aspect) };
}

/** The part of the frame that the first view shows, in fractions of its width and height. */
export function coverage(frame: Frame, spec: Preprocessing): ModelInput['covers'] {
  const share = filledShare(frame, spec);
  const { scale, shiftX, shiftY } = spec.views[0]!;
  const edge = (side: number, shift: number, filled: number): number => 0.5 + (side - shift) / scale / filled;
  return {
    left: edge(-0.5, shiftX, share.width),
    top: edge(-0.5, shiftY, share.height),
    right: edge(0.5, shiftX, share.width),
    bottom: edge(0.5, shiftY, share.height),
  };
}

/** Percentiles are those of the reduced picture: cheap, and a few hot pixels or burnt-in letters do not move them. */
export function toRange(image: GreyImage, intensity: Preprocessing['intensity']): GreyImage {
  if (intensity.kind === 'voi') return image;
  const sorted = image.values.toSorted();
  const at = (percent: number): number => sorted[Math.round((percent / 100) * (sorted.length - 1))]!;
  const low = at(intensity.low);
  const range = Math.max(at(intensity.high) - low, 1e-6);
  return { ...image, values: image.values.map((value) => Math.min(1, Math.max(0, (value - low) / range))) };
}

function padded(image: GreyImage, width: number, height: number): GreyImage {
  if (image.width === width && image.height === height) return image;
  const values = new Float32Array(width * height);
  const left = Math.floor((width - image.width) / 2);
  const top = Math.floor((height - image.height) / 2);
  for (let y = 0; y < image.height; y++) {
    values.set(image.values.subarray(y * image.width, (y + 1) * image.width), (top + y) * width + left);
  }
  return { width, height, values };
}

/** One look at the image: height × width values 0…1, not yet normalised. */
export function sampleView(image: GreyImage, view: View, spec: Preprocessing): Float32Array {
  return sampleAffine(image, affineOf(view, spec.width / spec.height), spec.width, spec.height);
}

/** The picture is scaled and turned clockwise about its centre, then shifted; this is the way back to the source. */
export function affineOf(view: View, aspect: number): Affine {
  const angle = (view.rotationDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle) / view.scale, Math.sin(angle) / view.scale];
  const [xy, yx] = [sin / aspect, -sin * aspect];
  return {
    xx: cos,
    xy,
    x0: -cos * view.shiftX - xy * view.shiftY,
    yx,
    yy: cos,
    y0: -yx * view.shiftX - cos * view.shiftY,
  };
}

/** Height × width values 0…1 → [channels, height, width] as the network wants them. */
export function normalise(values: Float32Array, spec: Preprocessing): Float32Array {
  const size = values.length;
  const normalised = new Float32Array(spec.channels * size);
  for (let channel = 0; channel < spec.channels; channel++) {
    const { mean, std } = statistics(values, spec.normalisation, channel);
    for (let i = 0; i < size; i++) normalised[channel * size + i] = (values[i]! - mean) / std;
  }
  return normalised;
}

function statistics(values: Float32Array, rule: Preprocessing['normalisation'], channel: number) {
  if (rule.kind === 'fixed') return { mean: rule.mean[channel]!, std: rule.std[channel]! };
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  // A constant image would divide by zero; 0.01 is far below the deviation of any radiograph.
  return { mean, std: Math.max(0.01, Math.sqrt(Math.max(0, squares / values.length - mean * mean))) };
}
