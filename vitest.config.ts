import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { findBrowser } from './scripts/setup/find-browser.mjs';

const browserTests = '**/*.browser.test.tsx';
/** Rooms that touch nothing of the machine. */
const pureTests = 'main/{domain,graph,networks,imaging}/**/*.test.ts';
const unitTests = '{main,preload,renderer,scripts}/**/*.test.{ts,tsx}';
/** Each has a process of its own: a module stays replaced for the files behind it. */
const testsThatReplaceModules = globSync(unitTests).filter((file) => readFileSync(file, 'utf8').includes('vi.mock('));

/** One group after the other: what is clicked in a browser does not wait behind hundreds of small tests. */
const project = (name: string, groupOrder: number, include: string[], testTimeout: number, more: object = {}) => ({
  test: {
    name,
    include,
    exclude: [browserTests],
    testTimeout,
    hookTimeout: 120_000,
    sequence: { groupOrder },
    expect: { poll: { timeout: 60_000 } },
    ...more,
  },
});

/** A page that is clicked waits more than it computes: one more file at once keeps every processor busy. */
const pageWorkers = availableParallelism() + 1;

const browser = findBrowser();
if (browser === null)
  console.warn('The tests of components are skipped: there is no Chromium. npm test installs one, or set CHROME_PATH.');

/** Parts of the pages in a real browser; none where there is no browser. */
const components = (groupOrder: number) =>
  browser === null
    ? []
    : [
        {
          plugins: [react()],
          resolve: {
            alias: { xmlbuilder2: fileURLToPath(new URL('renderer/reading-room/viewer/no-xml.ts', import.meta.url)) },
          },
          // All packages at once and anew each time: one that is found later reloads the page under a test.
          optimizeDeps: {
            force: true,
            entries: ['renderer/main.tsx', 'renderer/**/*.browser.test.tsx', 'tests/support/components/*.{ts,tsx}'],
            include: ['@cornerstonejs/metadata', '@cornerstonejs/utils'],
          },
          test: {
            name: 'components',
            include: ['renderer/**/*.browser.test.tsx'],
            setupFiles: ['tests/support/components/set-up.ts'],
            testTimeout: 30_000,
            hookTimeout: 120_000,
            maxWorkers: pageWorkers,
            sequence: { groupOrder },
            expect: { poll: { timeout: 60_000 } },
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              viewport: { width: 1280, height: 800 },
              provider: playwright({ launchOptions: { executablePath: browser, args: ['--no-sandbox'] } }),
              instances: [{ browser: 'chromium' as const }],
            },
          },
        },
      ];

/** Set by `npm test -- --long`. */
const isLong = process.env['OVERREAD_LONG_TESTS'] !== undefined;

/** Unit tests sit beside their source; tests/ holds what needs more than one room. */
export default defineConfig({
  test: {
    // Vitest leaves one processor idle where it isn't told otherwise: on two, half of the machine.
    maxWorkers: availableParallelism(),
    // Limits of time only guard against hanging: on a busy machine everything takes longer.
    // Files share a process (`isolate: false`) where they can, which saves reading the same modules anew for each.
    projects: isLong
      ? [project('long', 0, ['tests/long/**/*.test.ts'], 1_800_000, { fileParallelism: false })]
      : [
          project('pure', 0, [pureTests], 120_000, { isolate: false }),
          project('unit', 0, [unitTests], 120_000, {
            exclude: [browserTests, pureTests, ...testsThatReplaceModules],
            isolate: false,
          }),
          project('unit-alone', 0, testsThatReplaceModules, 120_000),
          project('contract', 0, ['tests/{contract,fuzz,packaging}/**/*.test.ts'], 120_000, { isolate: false }),
          ...components(1),
          project('e2e', 1, ['tests/e2e/**/*.test.ts'], 120_000, {
            globalSetup: 'tests/e2e/prepare-casebook.ts',
            maxWorkers: pageWorkers,
          }),
          project('accuracy', 1, ['tests/accuracy/**/*.test.ts'], 300_000, { maxWorkers: pageWorkers }),
        ],
  },
});
