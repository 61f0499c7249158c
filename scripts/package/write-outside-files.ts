/** Writes the hashes of what will lie outside the packaged application's archive, for its start to compare. */
import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfOutsideFile, outsideHashesFile } from '../../main/hosts/electron/outside-files.ts';
import { root } from '../setup/setup.mjs';

/** As electron-builder.yml unpacks them: a package is unpacked as a whole where any of its files is. */
const unpacked = 'node_modules/{onnxruntime-node,better-sqlite3,sharp,@img}/**';
/** Binaries for other platforms are not packaged. */
const foreign = `node_modules/onnxruntime-node/bin/napi-v6/!(${process.platform})/**`;

const hashes: Record<string, string> = {};
for (const [prefix, pattern] of [
  ['app.asar.unpacked/', unpacked],
  ['', 'models/**'],
] as const) {
  for (const entry of globSync(pattern, { cwd: root, exclude: [foreign], withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    hashes[prefix + path.slice(root.length + 1).replaceAll('\\', '/')] = await hashOfOutsideFile(path);
  }
}
writeFileSync(join(root, 'dist/electron', outsideHashesFile), `${JSON.stringify(hashes, null, 1)}\n`);
