import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], testTimeout: number, fileParallelism = true) => ({
  test: { name, include, testTimeout, hookTimeout: 120_000, fileParallelism, environment: 'node' },
});

/** Unit tests sit beside their source; tests/ holds what needs more than one room. */
export default defineConfig({
  test: {
    projects: [
      project('unit', ['{main,preload,renderer,scripts}/**/*.test.{ts,tsx}'], 15_000),
      project('contract', ['tests/{contract,packaging}/**/*.test.ts'], 60_000),
      project('e2e', ['tests/e2e/**/*.test.ts'], 120_000, false),
      project('accuracy', ['tests/accuracy/**/*.test.ts'], 300_000, false),
    ],
  },
});
