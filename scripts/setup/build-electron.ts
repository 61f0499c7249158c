/** Bundles the Electron host's programs into dist/electron; packages of npm stay outside. */
import { cpSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';
import { workers } from '../../main/runtime/threads/workers.ts';
import { root } from './setup.mjs';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};
const packages = ['electron', ...Object.keys(manifest.dependencies)];
const isOutside = (id: string): boolean =>
  isBuiltin(id) || packages.some((name) => id === name || id.startsWith(`${name}/`));

/** @param format a sandboxed preload script can't be a module */
async function bundle(entry: Record<string, string>, format: 'es' | 'cjs', extension: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: 'dist/electron',
      emptyOutDir: false,
      target: 'node24',
      rolldownOptions: {
        input: entry,
        external: isOutside,
        output: { format, entryFileNames: `[name].${extension}`, chunkFileNames: `[name].${extension}` },
      },
    },
  });
}

await bundle(
  {
    start: 'main/hosts/electron/start.ts',
    main: 'main/hosts/electron/main.ts',
    engine: 'main/runtime/process/engine-child.ts',
    ...workers,
  },
  'es',
  'js',
);
// Read by their names, from beside the program.
cpSync(join(root, 'main/services/training/settings/recipes'), join(root, 'dist/electron/recipes'), { recursive: true });
await bundle({ preload: 'preload/preload.ts' }, 'cjs', 'cjs');
