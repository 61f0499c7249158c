import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDicom, makeItem } from '../../../tests/support/make-dicom.ts';
import { decoder } from '../../../tests/support/decoder.ts';
import { createFiles } from './allowed-files.ts';
import { collectFiles } from './collect-files.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'disc-'));
});
afterEach(() => rm(root, { recursive: true }));

/** A DICOMDIR that names these files, with backslashes between the parts as in an ID. */
function makeIndex(...ids: readonly string[]): Uint8Array {
  const records = ids.map((id) =>
    makeItem([
      ['00041410', 'US', 0xffff],
      ['00041500', 'CS', id],
    ]),
  );
  return makeDicom([
    ['00020002', 'UI', '1.2.840.10008.1.3.10'],
    ['00041220', 'SQ', Uint8Array.from(records.flatMap((record) => [...record]))],
  ]);
}

async function write(files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
}

/** Path below the root and what becomes of it, in order. */
async function outcomes(path = root): Promise<readonly (readonly [string, string])[]> {
  const found = await collectFiles([path], { files: await createFiles([root]), containers: decoder });
  return found.map((file) => [
    file.path.slice(root.length + 1).replaceAll('\\', '/'),
    file.leftOut?.fault.code ?? (file.isBesideIndex ? 'beside' : 'named'),
  ]);
}

const disc = {
  DICOMDIR: makeIndex('IMAGES\\IM2', 'IMAGES\\IM1', 'IMAGES\\GONE'),
  'images/im1': 'x',
  'images/Im2.;1': 'x',
};
const whole = [
  ['DICOMDIR', 'dicom.directory'],
  ['images/Im2.;1', 'named'],
  ['images/im1', 'named'],
  ['IMAGES/GONE', 'disc.file-missing'],
  ['viewer/icon.png', 'beside'],
];

test('the index gives the files and their order, whatever their case; others on the disc come after', async () => {
  await write({ ...disc, 'viewer/icon.png': 'x' });
  expect(await outcomes()).toEqual(whole);
  expect(await outcomes(join(root, 'DICOMDIR'))).toEqual(whole);
});

test('a disc in a ZIP file is read like one in a folder', async () => {
  const files = Object.entries({ ...disc, 'viewer/icon.png': 'x' }).map(([name, content]) => [
    `cd/${name}`,
    typeof content === 'string' ? new TextEncoder().encode(content) : content,
  ]);
  await write({ 'disc.zip': zipSync(Object.fromEntries(files) as Record<string, Uint8Array>) });
  const expected = whole.map(([path, outcome]) => [`disc.zip/cd/${path!}`, outcome]);
  expect(await outcomes(join(root, 'disc.zip'))).toEqual(expected);
});

test('a damaged index is listed, and the folder searched instead', async () => {
  await write({ ...disc, DICOMDIR: makeIndex('IMAGES\\IM1').subarray(0, 150) });
  expect(await outcomes()).toEqual([
    ['DICOMDIR', 'disc.index-damaged'],
    ['images/im1', 'named'],
    ['images/Im2.;1', 'named'],
  ]);
});

test('an index under another name opens its disc', async () => {
  await write({ 'INDEX.dcm': makeIndex('IM1'), im1: 'x' });
  expect(await outcomes(join(root, 'INDEX.dcm'))).toEqual([
    ['INDEX.dcm', 'dicom.directory'],
    ['im1', 'named'],
  ]);
});

test.skipIf(process.platform === 'win32')(
  'an index leads nowhere outside its disc, nor does a link that it names (skipped on Windows)',
  async () => {
    await write({ 'secret.dcm': 'x', 'cd/DICOMDIR': makeIndex('..\\secret.dcm', '/etc/passwd', 'LINK') });
    await symlink(join(root, 'secret.dcm'), join(root, 'cd', 'link'));
    const found = await outcomes(join(root, 'cd'));
    expect(found.map(([path, outcome]) => `${path} ${outcome}`)).toEqual([
      'cd/DICOMDIR dicom.directory',
      'cd/secret.dcm disc.file-missing',
      'cd/etc/passwd disc.file-missing',
      'cd/LINK disc.file-missing',
      // By its own name it is a link like any other in the folders that may be read.
      'cd/link beside',
    ]);
  },
);
