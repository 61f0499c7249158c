/**
 * Properties are tried with the same random inputs at every run of the tests, so that none fails by luck;
 * `npm run fuzz` brings new seeds and more runs.
 */
import fc from 'fast-check';

const seed = Number(process.env['OVERREAD_FUZZ_SEED'] ?? 1);
const times = Number(process.env['OVERREAD_FUZZ_TIMES'] ?? 1);

/** @param runs inputs that are tried in the tests. */
export const withFixedSeed = (runs = 100): { readonly seed: number; readonly numRuns: number } => ({
  seed,
  numRuns: runs * times,
});

export { fc };
