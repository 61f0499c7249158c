import { expect, test } from 'vitest';
import { isOtherFile } from './other-files.ts';

const text = new TextEncoder().encode('Lungs: clear. Heart: größer.\n');
const binary = Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 255);

test.each([
  ['a text', 'report.txt', text],
  ['a text without an ending', 'README', text],
  ['a text with a letter that is cut off', 'README', text.subarray(0, text.indexOf(0xc3) + 1)],
  ['a table', 'masks.XLSX', binary],
  ['a program', 'viewer.exe', binary],
  ['an empty table', 'index.csv', new Uint8Array(0)],
])('%s is none of the images', (_, name, bytes) => {
  expect(isOtherFile(`/disc/${name}`, bytes)).toBe(true);
});

test.each([
  ['a text under the name of an image', 'chest.dcm', text],
  ['an image of a kind that is not read', 'chest.tiff', binary],
  ['content that nobody knows', 'IM0001', binary],
  ['an empty file', 'IM0001', new Uint8Array(0)],
])('%s may be an image that went wrong', (_, name, bytes) => {
  expect(isOtherFile(`/disc/${name}`, bytes)).toBe(false);
});
