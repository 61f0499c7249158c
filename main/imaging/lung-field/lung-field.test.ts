import { describe, expect, test } from 'vitest';
import { toDisplay } from '../grey-image/display.ts';
import { estimateLungField, fitLungField, type LungField } from './lung-field.ts';
import { createPhantom, type Phantom } from '../phantom/phantom.ts';

/** Dice's overlap of the estimate with the phantom's own lung fields, on the phantom's pixels. */
function diceOf({ frame, lungs }: Phantom, field: LungField): number {
  let [common, both] = [0, 0];
  for (let at = 0; at < lungs.length; at++) {
    const row = Math.floor((Math.floor(at / frame.columns) / frame.rows) * field.height);
    const column = Math.floor(((at % frame.columns) / frame.columns) * field.width);
    const isEstimated = field.mask[row * field.width + column]!;
    common += lungs[at]! * isEstimated;
    both += lungs[at]! + isEstimated;
  }
  return (2 * common) / both;
}

const phantom = (seed: string, label: Phantom['label'] = 'NORMAL'): Phantom =>
  createPhantom({ seed: `lung field/${seed}`, label, size: 192 });

describe('the lung fields', () => {
  test('of phantoms, healthy and ill, overlap with the true ones by Dice 0.87 on average and 0.75 at least', () => {
    const dices = [...Array(6).keys()].map((i) => {
      const made = phantom(String(i), i % 2 === 0 ? 'NORMAL' : 'PNEUMONIA');
      const field = estimateLungField(made.frame);
      return field === null ? 0 : diceOf(made, field);
    });
    expect(dices.reduce((sum, dice) => sum + dice, 0) / dices.length).toBeGreaterThan(0.87);
    expect(Math.min(...dices)).toBeGreaterThan(0.75);
  });

  test('are the same for the same picture', () => {
    const { frame } = phantom('same');
    expect(estimateLungField(frame)).toEqual(estimateLungField({ ...frame, pixels: frame.pixels.slice() }));
  });

  test('are not found where there are none to find: on its side, in noise, in an empty picture', () => {
    const { frame } = phantom('refused');
    const values = toDisplay(frame);
    const side = frame.rows;
    const turned = Float32Array.from({ length: side * side }, (_, at) => {
      const [row, column] = [Math.floor(at / side), at % side];
      return values[(side - 1 - column) * frame.columns + row]!;
    });
    const level = (pixels: Float32Array) => ({
      ...frame,
      rows: side,
      columns: side,
      voi: { center: 0.5, width: 1, function: 'LINEAR_EXACT' as const },
      pixels,
    });
    const noise = Float32Array.from({ length: side * side }, (_, at) => ((at * 7919) % 1000) / 1000);
    for (const pixels of [turned, noise, new Float32Array(side * side)])
      expect(estimateLungField(level(pixels))).toBeNull();
  });

  test('say how clear they are', () => {
    const { frame } = phantom('clear');
    const { quality, contrast } = fitLungField({ width: frame.columns, height: frame.rows, values: toDisplay(frame) });
    expect(quality).toBeGreaterThan(0.75);
    expect(contrast).toBeGreaterThan(0.3);
  });
});
