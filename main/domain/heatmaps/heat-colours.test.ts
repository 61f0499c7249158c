import { describe, expect, test } from 'vitest';
import { heatColour } from './heat-colours.ts';

describe('heat colours', () => {
  test('zero is transparent and more is never less opaque or darker', () => {
    expect(heatColour(0)[3]).toBe(0);
    const brightness = ([red, green, blue]: readonly number[]) => 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
    for (let i = 1; i <= 50; i++) {
      const [before, after] = [heatColour((i - 1) / 50), heatColour(i / 50)];
      expect(after[3]).toBeGreaterThanOrEqual(before[3]);
      expect(brightness(after)).toBeGreaterThan(brightness(before));
    }
  });

  test('values outside 0 to 1 take the colour of the end', () => {
    expect(heatColour(-3)).toEqual(heatColour(0));
    expect(heatColour(7)).toEqual(heatColour(1));
  });
});
