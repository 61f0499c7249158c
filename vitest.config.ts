import { defineConfig } from 'vitest/config';

/** One group after the other: what is measured or clicked in a browser gets the machine for itself. */
const project = (name: string, groupOrder: number, include: string[], testTimeout: number, fileParallelism = true) => ({
  test: {
    name,
    include,
    testTimeout,
    hookTimeout: 120_000,
    fileParallelism,
    sequence: { groupOrder },
    // A page on a busy machine may well take longer than vitest's one second.
    expect: { poll: { timeout: 15_000 } },
  },
});

/** Unit tests sit beside their source; tests/ holds what needs more than one room. */
export default defineConfig({
  test: {
    projects: [
      project('unit', 0, ['{main,preload,renderer,scripts}/**/*.test.{ts,tsx}'], 15_000),
      project('contract', 1, ['tests/{contract,packaging}/**/*.test.ts'], 60_000),
      project('e2e', 2, ['tests/e2e/**/*.test.ts'], 120_000, false),
      project('accuracy', 3, ['tests/accuracy/**/*.test.ts'], 300_000, false),
    ],
  },
});
