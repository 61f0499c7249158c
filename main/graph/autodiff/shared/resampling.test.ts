import { expect, test } from 'vitest';
import { resampledRows } from './resampling.ts';

test('a mode that is called like what all objects inherit is refused', () => {
  const sizes = { inputs: 2, outputs: 4, scale: 2, cubicCoefficient: -0.75 };
  const resampling = { ...sizes, coordinates: 'asymmetric', excludesOutside: false, isAntialiased: false };
  const refuse = (code: string, details: object): never => {
    throw new Error(`${code} ${JSON.stringify(details)}`);
  };
  const rowsOf = (mode: string, rounding: string) => () => resampledRows({ ...resampling, mode, rounding }, refuse);
  expect(rowsOf('toString', 'floor')).toThrow('graph.attribute-not-handled {"attribute":"mode","value":"toString"}');
  expect(rowsOf('nearest', 'valueOf')).toThrow('"attribute":"nearest_mode","value":"valueOf"');
  expect(rowsOf('nearest', 'floor')()).toHaveLength(4);
});
