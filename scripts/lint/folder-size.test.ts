import { execFileSync } from 'node:child_process';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../setup/setup.mjs';

/** Sources beside the sub-folders of a folder; more is a sign of rooms that are not told apart. */
const MOST_FILES = 20;

test('no folder holds more sources than one can take in at a glance', () => {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'main', 'preload', 'renderer'], {
    cwd: root,
    encoding: 'utf8',
  });
  const sources = list.split('\n').filter((file) => /\.tsx?$/.test(file) && !/\.test(-d)?\.tsx?$/.test(file));
  const folders = Map.groupBy(sources, posix.dirname);
  const crowded = [...folders].filter(([, files]) => files.length > MOST_FILES).map(([folder]) => folder);
  expect(crowded).toEqual([]);
});
