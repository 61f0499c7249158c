import { expect, test } from 'vitest';
import { accountName, homeFolder } from './os-user.ts';

function hasNoEntry(): never {
  throw new Error('ENOENT: no such file or directory, uv_os_get_passwd');
}

test('names the account, also one that is only a number', () => {
  expect(accountName({ USER: 'other' }, () => 'reader')).toBe('reader');
  expect(accountName({ USER: 'reader' }, hasNoEntry)).toBe('reader');
  expect(accountName({}, hasNoEntry)).toMatch(/^uid (\d+|unknown)$/);
});

test('finds a home for an account that has none', () => {
  expect(homeFolder(hasNoEntry)).toBe('/');
});
