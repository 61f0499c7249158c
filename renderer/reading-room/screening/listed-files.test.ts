import { expect, test } from 'vitest';
import type { ListedFile } from '../../../main/domain/studies/screening-record.ts';
import { commonFolder, csvOfFiles, filterFiles, shownPath } from './listed-files.ts';

const stored = (sentence: string) => ({ code: 'stored.sentence', details: { sentence } });
const files: readonly ListedFile[] = [
  { path: '/data/ward/a/1.dcm', status: 'failed', fault: { code: 'image.unknown-format', details: {} } },
  { path: '/data/ward/b/1.dcm', status: 'refused', fault: stored('A lateral view, which is not read.') },
  { path: '/data/ward/copy.dcm', status: 'duplicate', sameAs: '/data/ward/a/2.dcm' },
];

test('paths are told apart below the folder that they share', () => {
  expect(commonFolder(files.map(({ path }) => path))).toBe('/data/ward/');
  expect(commonFolder(['/data/ward/1.dcm'])).toBe('/data/ward/');
  expect(commonFolder(['C:\\data\\a\\1.dcm', 'C:\\data\\b\\1.dcm'])).toBe('C:\\data\\');
  expect(commonFolder(['/data/ward/1.dcm', '/data/ward2/1.dcm'])).toBe('/data/');
  expect(commonFolder([])).toBe('');
});

test('an uploaded file goes by its name, any other by its path', () => {
  expect(shownPath('/home/a/overread/uploads/5891b5b522d5df086d0ff0b110fbd9d2/chest.dcm')).toBe('chest.dcm');
  expect(shownPath('/data/uploads/ward/chest.dcm')).toBe('/data/uploads/ward/chest.dcm');
});

test('the list can be filtered by outcome and by words of path and reason', () => {
  expect(filterFiles(files, 'failed', '')).toEqual([files[0]]);
  expect(filterFiles(files, 'all', 'lateral 1.dcm')).toEqual([files[1]]);
});

test('the exported list has full paths, outcomes and reasons', () => {
  expect(csvOfFiles(files.slice(1))).toBe(
    'File,Outcome,Reason\r\n/data/ward/b/1.dcm,Refused,"A lateral view, which is not read."\r\n' +
      '/data/ward/copy.dcm,Duplicate,Same image as /data/ward/a/2.dcm\r\n',
  );
});
