/** Where dead code is looked for, and from which programs on. */
import type { KnipConfig } from 'knip';
import { workers } from './main/runtime/threads/workers.ts';

const config: KnipConfig = {
  entry: [
    ...Object.values(workers),
    'scripts/*.{mjs,ts}',
    'scripts/compare-with-pytorch/compare.ts',
    'scripts/model-figures/*.ts',
    'scripts/samples/make-samples.ts',
    'scripts/package/{check-layout,write-outside-files,write-third-party}.ts',
    'scripts/setup/build-electron.ts',
    'scripts/docs/write-settings-table.ts',
    'tests/fixtures/casebooks/*.mjs',
    'tests/fuzz/{main,fuzz-worker}.ts',
    'main/hosts/cli/main.ts',
    'main/hosts/electron/start.ts',
    'main/runtime/process/engine-child.ts',
    'preload/preload.ts',
    'renderer/reading-room/viewer/no-xml.ts',
    'bench/main.ts',
  ],
  project: ['{main,preload,renderer,scripts,tests,bench}/**/*.{ts,tsx,mjs}'],
  ignoreExportsUsedInFile: {
    interface: true,
    type: true,
  },
  ignoreBinaries: ['mkfifo'],
  ignoreDependencies: ['oxlint', 'oxlint-tsgolint'],
};

export default config;
