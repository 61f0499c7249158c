import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changedOutsideFiles, hashOfOutsideFile, outsideHashesFile } from './outside-files.ts';

let resources: string;

const manifest = 'app.asar.unpacked/node_modules/sharp/package.json';
const packaged: Readonly<Record<string, string>> = {
  [manifest]: '{ "name": "sharp", "main": "dist/index.cjs", "author": "somebody" }',
  'app.asar.unpacked/node_modules/sharp/dist/index.cjs': 'module.exports = 1;',
  'models/chest/model.onnx': 'a model',
};

function write(path: string, content: string): void {
  mkdirSync(dirname(join(resources, path)), { recursive: true });
  writeFileSync(join(resources, path), content);
}

beforeEach(async () => {
  resources = mkdtempSync(join(tmpdir(), 'resources-'));
  for (const [path, content] of Object.entries(packaged)) write(path, content);
  const of = async (path: string) => [path, await hashOfOutsideFile(join(resources, path))] as const;
  write(outsideHashesFile, JSON.stringify(Object.fromEntries(await Promise.all(Object.keys(packaged).map(of)))));
});
afterEach(() => rmSync(resources, { recursive: true }));

test('nothing is changed in what was packaged, whatever describing fields the packager leaves out', async () => {
  write(manifest, '{ "main": "dist/index.cjs", "name": "sharp" }');
  expect(await changedOutsideFiles(resources, resources)).toEqual([]);
});

test('what was changed and what was added is named', async () => {
  write(manifest, '{ "name": "sharp", "main": "../../../elsewhere.js" }');
  appendFileSync(join(resources, 'models/chest/model.onnx'), '.');
  write('app.asar.unpacked/node_modules/sharp/dist/more.js', '');
  write('models/chest/__proto__', '');
  expect(await changedOutsideFiles(resources, resources)).toEqual([
    'app.asar.unpacked/node_modules/sharp/dist/more.js',
    manifest,
    'models/chest/__proto__',
    'models/chest/model.onnx',
  ]);
});

test('without the list nothing is known to be right', async () => {
  rmSync(join(resources, outsideHashesFile));
  expect(await changedOutsideFiles(resources, resources)).toEqual([outsideHashesFile]);
});
