import { describe, expect, test } from 'vitest';
import { hasHeat, sampleHeatmap } from './heatmap-raster.ts';

const map = { width: 2, height: 2, values: [0, 1, 0.5, 0] };

describe('the heatmap on the image', () => {
  test('keeps its values at the centres of its cells', () => {
    expect(sampleHeatmap(map, 1, 0)).toBe(1);
    expect(sampleHeatmap(map, 0, 1)).toBe(0.5);
  });

  test('goes smoothly from cell to cell', () => {
    expect(sampleHeatmap(map, 0.5, 0)).toBeCloseTo(0.5);
    expect(sampleHeatmap(map, 0.5, 0.5)).toBeCloseTo(0.375);
  });

  test('counts as seen only where there is something to see', () => {
    expect(hasHeat(map)).toBe(true);
    expect(hasHeat({ values: [0, 0] })).toBe(false);
  });

  test('does not fade towards its edge', () => {
    expect(sampleHeatmap(map, 1.5, -0.5)).toBe(1);
  });
});
