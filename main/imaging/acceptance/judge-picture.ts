import type { Acceptance } from '../../domain/acceptance/acceptance.ts';
import type { Frame } from '../../domain/studies/frame.ts';
import { faultOf, type Fault } from '../../domain/faults/fault.ts';
import { toDisplay } from '../grey-image/display.ts';
import { resize } from '../grey-image/grey-image.ts';

/** Pixels, where a model asks for no more. */
const LEAST_SIDE = 64;

/** Reduced to this size, noise and lettering no longer count. */
const glance = 64;

/** Why a model must not score a picture, by its pixels alone, or null. It would give a confident number for anything. */
export function refusePicture(frame: Frame, acceptance: Acceptance): Fault | null {
  return unsuitableShape(frame, acceptance) ?? unsuitablePicture(thinned(frame), acceptance);
}

function unsuitableShape({ rows, columns, bitsStored }: Frame, { leastSide, leastBits = 1 }: Acceptance): Fault | null {
  const [short, long] = [Math.min(rows, columns), Math.max(rows, columns)];
  const least = Math.max(leastSide ?? 0, LEAST_SIDE);
  if (short < least) return faultOf('unsuitable.small', { columns, rows, least });
  if (bitsStored < leastBits) return faultOf('unsuitable.shallow', { bits: bitsStored, least: leastBits });
  if (long > 2.5 * short) return faultOf('unsuitable.shape', {});
  return null;
}

/** Every n-th pixel of a large frame, at least 512 a side: enough to judge by, in a tenth of the time. */
function thinned(frame: Frame): Frame {
  const { samplesPerPixel: samples, columns } = frame;
  const step = Math.max(1, Math.floor(Math.min(frame.rows, columns) / 512));
  if (step === 1) return frame;
  const [width, height] = [Math.floor(columns / step), Math.floor(frame.rows / step)];
  const pixels = frame.pixels.slice(0, width * height * samples);
  for (let row = 0, to = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = (row * columns + column) * step * samples;
      for (let sample = 0; sample < samples; sample++) pixels[to++] = frame.pixels[from + sample]!;
    }
  }
  return { ...frame, rows: height, columns: width, pixels };
}

function unsuitablePicture(frame: Frame, acceptance: Acceptance): Fault | null {
  if (colouredShare(frame) > 0.1) {
    return faultOf('unsuitable.colour', {});
  }
  const values = toDisplay(frame);
  const thumbnail = resize({ width: frame.columns, height: frame.rows, values }, glance, glance).values;
  const tones = thumbnail.toSorted();
  const at = (share: number): number => tones[Math.round(share * (tones.length - 1))]!;
  if (at(0.98) - at(0.02) < 0.08) return faultOf('unsuitable.contrast', {});
  if (extremeShare(values) > 0.9) {
    return faultOf('unsuitable.drawing', {});
  }
  if (!isOnly(acceptance.bodyParts, 'chest') || !isOnly(acceptance.views, 'frontal')) return null;
  const pattern = chestPattern(thumbnail);
  if (pattern < -0.1) {
    return faultOf('unsuitable.inverted', {});
  }
  return pattern < 0 ? faultOf('unsuitable.unlike', {}) : null;
}

const isOnly = <Name>(accepted: readonly Name[] | undefined, name: Name): boolean =>
  accepted?.length === 1 && accepted[0] === name;

/**
 * Brightness of spine and upper abdomen against lungs and corners. Of 6,208 frontal chest radiographs (Kermany, ChestX-ray8,
 * Cohen) the lowest had 0.11, and inverting one turns the sign; a CT, MR or ultrasound image is mostly near 0.
 */
function chestPattern(thumbnail: Float32Array): number {
  const mean = (left: number, right: number, top: number, bottom: number): number => {
    let [sum, count] = [0, 0];
    for (let y = Math.floor(top * glance); y < bottom * glance; y++) {
      for (let x = Math.floor(left * glance); x < right * glance; x++, count++) sum += thumbnail[y * glance + x]!;
    }
    return sum / count;
  };
  const spine = mean(0.42, 0.58, 0.35, 0.75);
  const abdomen = mean(0.3, 0.7, 0.85, 1);
  const lungs = (mean(0.2, 0.35, 0.3, 0.6) + mean(0.65, 0.8, 0.3, 0.6)) / 2;
  const corners = (mean(0, 0.08, 0, 0.12) + mean(0.92, 1, 0, 0.12)) / 4;
  const sides = (mean(0, 0.06, 0.3, 1) + mean(0.94, 1, 0.3, 1)) / 4;
  return spine + abdomen - lungs - corners - sides;
}

/** Share of the pixels whose red, green and blue differ by more than a tenth of the range. */
function colouredShare({ samplesPerPixel, pixels, bitsStored }: Frame): number {
  if (samplesPerPixel === 1) return 0;
  const limit = 0.1 * 2 ** bitsStored;
  let coloured = 0;
  for (let i = 0; i < pixels.length; i += 3) {
    const [red, green, blue] = [pixels[i]!, pixels[i + 1]!, pixels[i + 2]!];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > limit) coloured++;
  }
  return coloured / (pixels.length / 3);
}

/** Share of the pixels that are nearly black or nearly white. */
function extremeShare(values: Float32Array): number {
  let extreme = 0;
  // By index: an iterator over a typed array costs ten times as much.
  for (let i = 0; i < values.length; i++) if (values[i]! < 0.04 || values[i]! > 0.96) extreme++;
  return extreme / values.length;
}
