/**
 * `npm run package`: installers for this platform into release/, by electron-builder. With
 * `--placeholder`, only the unpacked layout, around an empty folder in place of Electron's runtime:
 * shows what would be shipped on a machine that has no Electron executable.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, root, run, say, setUp } from './setup/setup.mjs';

const executables = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron', linux: 'electron' };

/** A folder that looks like Electron's runtime to electron-builder. */
function placeholderRuntime() {
  const folder = join(cacheFolder, 'placeholder-runtime');
  const executable = join(
    folder,
    executables[/** @type {keyof typeof executables} */ (process.platform)] ?? 'electron',
  );
  mkdirSync(join(executable, '..'), { recursive: true });
  writeFileSync(executable, 'not an executable\n', { mode: 0o755 });
  return folder;
}

const node = await setUp('renderer', 'electron');
const builder = [join(root, 'node_modules/electron-builder/cli.js'), '--publish', 'never'];
const parameters = process.argv.slice(2);
if (!parameters.includes('--placeholder')) process.exit(await run(node, [...builder, ...parameters]));

// There are no fuses in a file that is no program.
const config = { extends: join(root, 'electron-builder.yml'), electronDist: placeholderRuntime(), electronFuses: null };
const configFile = join(cacheFolder, 'placeholder.json');
writeFileSync(configFile, JSON.stringify(config));
const code = await run(node, [...builder, '--dir', '--config', configFile]);
if (code === 0) say('the layout lies in release/; there is no Electron in it, so it does not start.');
process.exit(code);
