import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDicom } from '../../../tests/support/make-dicom.ts';
import { makeWorkstation, type TestStation } from '../../../tests/support/make-workstation.ts';
import { createPhantom } from '../../imaging/phantom/phantom.ts';
import { renderPng } from '../../imaging/raster/render-png.ts';
import type { Job } from '../../domain/job.ts';
import { FaultError } from '../../domain/faults/fault.ts';
import type { ListedFile } from '../../domain/studies/screening-record.ts';

const everything = {
  search: '',
  filter: 'all',
  keep: [],
  sort: 'importedAt',
  descending: true,
  offset: 0,
  limit: 9,
} as const;

let station: TestStation;
let folder: string;

beforeEach(async () => {
  station = await makeWorkstation();
  folder = mkdtempSync(join(tmpdir(), 'screening-'));
  writeFileSync(join(folder, 'IM1'), makeDicom([['00080018', 'UI', '1.2.3.1']]));
});
afterEach(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ended(...paths: readonly string[]): Promise<Job> {
  const { jobs, screening } = station.workstation;
  const started = await screening.start(paths);
  if (!started.ok) throw new FaultError(started.error);
  return (await jobs.ended(started.value.id))!;
}

/** Files of the last screening below the folder that were not scored, with why. */
function listed(): Record<string, string> {
  const { screenings } = station.workstation.casebook;
  const why = (file: ListedFile): string => (file.status === 'duplicate' ? 'duplicate' : file.fault.code);
  const files = screenings.files(screenings.list()[0]!.id, { offset: 0, limit: 100 });
  return Object.fromEntries(files.map((file) => [file.path.slice(folder.length + 1), why(file)]));
}

test('a ZIP file is searched like a folder, and its images are opened from it again', async () => {
  const image = readFileSync(join(folder, 'IM1'));
  rmSync(join(folder, 'IM1'));
  const inner = zipSync({ IM3: image });
  const files = { 'disc/IM1': image, 'disc/about.txt': new TextEncoder().encode('text'), 'more.zip': inner };
  writeFileSync(join(folder, 'study.zip'), zipSync(files));
  expect(await ended(folder)).toMatchObject({ total: 3, refused: 1, failed: 1, ignored: 1 });
  expect(listed()).toEqual({
    'study.zip/disc/IM1': 'unsuitable.small',
    'study.zip/disc/about.txt': 'file.not-image',
    'study.zip/more.zip': 'archive.nested',
  });
  const { casebook, images } = station.workstation;
  const { keyInstanceId } = casebook.worklist.query(everything).rows[0]!;
  expect((await images.open(keyInstanceId, 0)).ok).toBe(true);
  // The ZIP file is still there: what is found elsewhere is a copy.
  writeFileSync(join(folder, 'copy.dcm'), image);
  await ended(join(folder, 'copy.dcm'));
  expect(casebook.instances.get(keyInstanceId)?.path).toBe(join(folder, 'study.zip', 'disc', 'IM1'));
});

test('a text and a table beside the images are counted apart, but not one that a person named', async () => {
  writeFileSync(join(folder, 'about.txt'), 'One radiograph.');
  writeFileSync(join(folder, 'index.csv'), 'file,label');
  // The image is far too small to be scored.
  expect(await ended(folder)).toMatchObject({ total: 3, refused: 1, failed: 0, ignored: 2 });
  expect(listed()).toEqual({ IM1: 'unsuitable.small', 'about.txt': 'file.not-image', 'index.csv': 'file.not-image' });
  expect(station.workstation.casebook.screenings.list()[0]).toMatchObject({ ignored: 2, failed: 0 });
  expect(await ended(join(folder, 'about.txt'))).toMatchObject({ ignored: 0, failed: 1 });
});

test('an engine that does not come back is told of once, blames no image, and leaves them all imported', async () => {
  for (const seed of [1, 2]) {
    const { frame } = createPhantom({ seed, label: 'NORMAL', size: 256 });
    writeFileSync(join(folder, `chest-${seed}.png`), await renderPng(frame));
  }
  station.engineGoes();
  const reason = { code: 'screening.engine-gone', details: { count: 2 } };
  expect(await ended(folder)).toMatchObject({ state: 'failed', refused: 1, failed: 0, error: reason });
  expect(listed()).toEqual({ IM1: 'unsuitable.small' });
  expect(station.workstation.casebook.worklist.query(everything).total).toBe(3);
});

test.skipIf(process.platform === 'win32')(
  'a disk that takes no more ends the screening with that reason, and blames no file (skipped on Windows: no limit on files)',
  () => {
    for (let i = 0; i < 60; i++) writeFileSync(join(folder, `IM${i}`), makeDicom([['00080018', 'UI', `1.2.3.${i}`]]));
    const program = `
      import { makeWorkstation } from ${JSON.stringify(join(import.meta.dirname, '../../../tests/support/make-workstation.ts'))};
      const { workstation, logged, close } = await makeWorkstation();
      const started = await workstation.screening.start([${JSON.stringify(folder)}]);
      const { state, error, failed, done, total } = await workstation.jobs.ended(started.value.id);
      console.log(state, error.code, failed, done < total, logged.length);
      await close();`;
    // In blocks of 512 bytes, or 1024 in some shells: the casebook may not grow beyond 1.2 MB, or 2.4 MB.
    const limited = 'ulimit -f 2400; exec "$0" --input-type=module -e "$1"';
    const told = execFileSync('sh', ['-c', limited, process.execPath, program], { encoding: 'utf8' });
    expect(told).toBe('failed casebook.disk-failed 0 true 0\n');
  },
);
