import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('gives every page a nonce of its own, in the policy and in the page', async () => {
  const nonces = new Set<string>();
  for (const path of ['/', '/index.html']) {
    const page = await serve(path);
    const nonce = /nonce="([^"]+)"/.exec(Buffer.from(page!.body).toString())![1]!;
    expect(page!.headers['Content-Security-Policy']).toContain(`'nonce-${nonce}'`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(2);
});

test('allows no inline script and no eval', async () => {
  const policy = (await serve('/'))!.headers['Content-Security-Policy'];
  expect(policy).not.toMatch(/unsafe-/);
  expect(policy).toContain("require-trusted-types-for 'script'");
});

test('serves scripts with their type', async () => {
  expect((await serve('/assets/main.js'))!.headers).toMatchObject({ 'Content-Type': 'text/javascript; charset=utf-8' });
});

test.each([
  '/../secret.json',
  '/%2e%2e/secret.json',
  '/..%2fsecret.json',
  '/link.json',
  '/none.js',
  '/%00.js',
  '/%E0%A4%A.js',
  '/study/7',
  '/read/index.html',
])('serves nothing for %s', async (path) => {
  expect(await serve(path)).toBeNull();
});
