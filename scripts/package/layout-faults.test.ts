import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackage, listPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../setup/setup.mjs';
import { findStrangers, productionPackages, wrongFuses } from './layout-faults.ts';
import { placeholderExecutable } from './placeholder-executable.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'layout-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('an archive may hold the programs, the pages and the packages of “dependencies”, and nothing else', async () => {
  const app = join(folder, 'app');
  for (const path of [
    'package.json',
    'dist/electron/main.js',
    'dist/electron/recipes/fine-tune.json',
    'dist/renderer/assets/index-1.js',
    'node_modules/zod/index.js',
    'node_modules/@img/colour/index.cjs',
    'node_modules/vitest/index.js',
    'dist/electron/.env',
    'tests/secret.pem',
  ]) {
    mkdirSync(join(app, path, '..'), { recursive: true });
    writeFileSync(join(app, path), '');
  }
  const archive = join(folder, 'app.asar');
  await createPackage(app, archive);
  const packages = new Set(['zod', '@img/colour']);
  expect(findStrangers(listPackage(archive, { isPack: false }), packages).toSorted()).toEqual([
    'dist/electron/.env',
    'node_modules/vitest/index.js',
    'tests/secret.pem',
  ]);
});

test('the packages are those that run, not those that build', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Parameters<
    typeof productionPackages
  >[0];
  const packages = productionPackages(lock);
  for (const name of ['zod', '@orpc/server', 'better-sqlite3']) expect(packages.has(name), name).toBe(true);
  for (const name of ['vitest', 'react', 'electron']) expect(packages.has(name), name).toBe(false);
});

test('fuses are read back from the executable, and those that are open are named', async () => {
  const executable = join(folder, 'overread');
  writeFileSync(executable, placeholderExecutable());
  expect(wrongFuses(await getCurrentFuseWire(executable))).toHaveLength(7);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  });
  expect(wrongFuses(await getCurrentFuseWire(executable))).toEqual(['EnableNodeCliInspectArguments']);
});
