/**
 * `npm run package`: installers for this platform into release/, by electron-builder. With
 * `--placeholder`, only the unpacked layout, around an empty folder in place of Electron's runtime:
 * shows what would be shipped on a machine that has no Electron executable. Both are looked at afterwards.
 *
 * Signing: electron-builder takes certificates from the environment (CONTRIBUTING.md, "Installers"). With
 * OVERREAD_REQUIRE_SIGNING=1 an application that could not be signed is no success.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeholderExecutable } from './package/placeholder-executable.mjs';
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
  writeFileSync(executable, placeholderExecutable(), { mode: 0o755 });
  return folder;
}

const node = await setUp('renderer', 'electron');
for (const writes of ['write-third-party', 'write-outside-files']) {
  const code = await run(node, [join(root, `scripts/package/${writes}.ts`)]);
  if (code !== 0) process.exit(code);
}
const builder = [join(root, 'node_modules/electron-builder/cli.js'), '--publish', 'never'];
const parameters = process.argv.slice(2);
const signing = process.env['OVERREAD_REQUIRE_SIGNING'] === '1' ? ['-c.forceCodeSigning=true'] : [];
const check = () => run(node, [join(root, 'scripts/package/check-layout.ts')]);
if (!parameters.includes('--placeholder')) {
  const code = await run(node, [...builder, ...signing, ...parameters]);
  process.exit(code === 0 ? await check() : code);
}

const config = { extends: join(root, 'electron-builder.yml'), electronDist: placeholderRuntime() };
const configFile = join(cacheFolder, 'placeholder.json');
writeFileSync(configFile, JSON.stringify(config));
const code = await run(node, [...builder, '--dir', '--config', configFile]);
if (code !== 0) process.exit(code);
say('the layout lies in release/; there is no Electron in it, so it does not start.');
process.exit(await check());
