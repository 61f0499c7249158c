import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fc, withFixedSeed } from '../../tests/support/property.ts';
import { createPageFiles } from './page-files.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'overread-pages-'));
  mkdirSync(join(folder, 'pages/assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.json'), '{}');
  writeFileSync(join(folder, 'pages/index.html'), '<style nonce="__NONCE__"></style>');
  writeFileSync(join(folder, 'pages/assets/main.js'), 'export {};');
  symlinkSync(join(folder, 'secret.json'), join(folder, 'pages/link.json'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const serve = (path: string) => createPageFiles(join(folder, 'pages'))(path);

test('serves the secret beside the folder under no path made of the usual tricks', async () => {
  const part = fc.constantFrom(
    '..',
    '.',
    '',
    '%2e%2e',
    '..%2f',
    '%2F',
    '\\',
    '..\\',
    '%5c',
    'assets',
    'link.json',
    'secret.json',
    '%00',
    '~',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
      const file = await serve(`/${parts.join('/')}/secret.json`);
      expect(file).toBeNull();
    }),
    withFixedSeed(300),
  );
});
