import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noticeOf, shippedFolders } from './third-party.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'notices-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function install(folder: string, about: object, files: Readonly<Record<string, string>> = {}): void {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, 'package.json'), JSON.stringify(about));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, folder, name), text);
}

test('what the pages bundle is shipped with all that it needs, in the version that it finds', () => {
  const packages = {
    '': {},
    'node_modules/zod': {},
    'node_modules/react': { dev: true, dependencies: { loose: '^1' } },
    'node_modules/loose': { dev: true },
    'node_modules/react/node_modules/loose': { dev: true, dependencies: { tokens: '^4', react: '^19' } },
    'node_modules/tokens': { dev: true },
    'node_modules/vitest': { dev: true, dependencies: { loose: '^2' } },
  };
  expect(shippedFolders(packages, ['react'])).toEqual([
    'node_modules/react',
    'node_modules/react/node_modules/loose',
    'node_modules/tokens',
    'node_modules/zod',
  ]);
});

test('a notice holds every licence text of its package', () => {
  install('a', { name: 'a', version: '1.0.0', license: 'MIT' }, { LICENSE: 'Permission …', 'NOTICE.md': 'By A.' });
  expect(noticeOf(root, 'a')).toBe('a 1.0.0 (MIT)\n\nPermission …\nBy A.');
});

test('a package without a text is named with its licence, and one without any licence is refused', () => {
  install('b', { name: 'b', version: '2.0.0', license: 'ISC' });
  install('c', { name: 'c', version: '3.0.0' });
  expect(noticeOf(root, 'b')).toBe('b 2.0.0 (ISC)\n\nThe package brings no text of its licence.');
  expect(() => noticeOf(root, 'c')).toThrow('c states no licence');
  expect(noticeOf(root, 'not-installed-here')).toBeNull();
});
