import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { userFolder } from './locations.ts';

test('keeps the casebook where each platform keeps its users’ files', () => {
  expect(userFolder({ XDG_DATA_HOME: '/data' }, 'linux')).toBe(join('/data', 'overread'));
  expect(userFolder({}, 'linux')).toBe(join(homedir(), '.local/share/overread'));
  expect(userFolder({ APPDATA: '/roaming' }, 'win32')).toBe(join('/roaming', 'Overread'));
  expect(userFolder({}, 'darwin')).toBe(join(homedir(), 'Library/Application Support/Overread'));
});

test('goes where OVERREAD_HOME says', () => {
  expect(userFolder({ OVERREAD_HOME: '/elsewhere', XDG_DATA_HOME: '/data' }, 'linux')).toBe('/elsewhere');
});
