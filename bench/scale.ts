/** Large folders, studies and screenings: how much dearer one more is among many, and how long others wait for it. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCasebook } from '../main/casebook/open-casebook.ts';
import { faultOf } from '../main/domain/faults/fault.ts';
import { createFiles } from '../main/services/files/allowed-files.ts';
import { createJobs } from '../main/services/jobs/jobs.ts';
import { makeImage, makePrediction } from '../tests/support/make-casework.ts';
import type { Measurement } from './measure.ts';

const now = (): Date => new Date('2026-11-20T12:00:00Z');

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const IMAGES = 3_000;

/** The last images of a study with many, imported and scored, against the first. */
export async function benchLargeStudy(): Promise<Measurement> {
  const casebook = openCasebook(':memory:', now);
  const ofOneStudy = { patientName: 'Doe^Jane', patientId: 'P', studyInstanceUid: '1.2', seriesInstanceUid: '1.2.1' };
  const group = IMAGES / 6;
  const perImage: number[] = [];
  for (let begin = 0; begin < IMAGES; begin += group) {
    const ms = await millisecondsOf(async () => {
      for (let number = begin; number < begin + group; number++) {
        const image = makeImage(number, { ...ofOneStudy, sopInstanceUid: `1.2.1.${number}` });
        const { instance } = casebook.instances.import(image);
        casebook.predictions.add(makePrediction(instance.id, (number % 97) / 100));
      }
    });
    perImage.push(ms / group);
  }
  casebook.close();
  const [first, last] = [perImage[0]!, perImage.at(-1)!];
  const meaning = `the last of ${IMAGES} images of a study ${last.toFixed(2)} ms each, to the first ${first.toFixed(2)} ms`;
  return { name: 'large study', ratio: last / first, meaning };
}

const FILES = 100_000;

/** The first page of a large folder against its bare names, and the longest time that other calls wait meanwhile. */
export async function benchLargeFolder(): Promise<Measurement> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'overread-bench-')));
  try {
    for (let i = 0; i < FILES; i++) writeFileSync(join(folder, `IM-${(i * 7919) % FILES}.dcm`), '');
    const files = await createFiles([folder]);
    const namesMs = await millisecondsOf(() => readdir(folder));
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const pageMs = await millisecondsOf(() => files.list(folder, { offset: 0, limit: 500 }));
    delay.disable();
    const waitMs = delay.max / 1e6;
    const nextMs = await millisecondsOf(() => files.list(folder, { offset: 500, limit: 500 }));
    const meaning = `the first page of ${FILES} files ${pageMs.toFixed(0)} ms (others wait ${waitMs.toFixed(0)} ms), the next ${nextMs.toFixed(0)} ms, to their bare names ${namesMs.toFixed(0)} ms`;
    return { name: 'large folder', ratio: pageMs / namesMs, meaning };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const FAILURES = 4_000;

/** The bytes of a job's last news against its first, while many files fail. */
export async function benchManyFailures(): Promise<Measurement> {
  const bytes: number[] = [];
  const jobs = createJobs({
    clock: now,
    onChange: (job) => bytes.push(JSON.stringify(job).length),
    onBug: () => undefined,
  });
  const title = { code: 'work.screen-path', details: { name: 'ward' } } as const;
  const { id } = jobs.start('screen', title, async (progress) => {
    for (let file = 0; file < FAILURES; file++)
      progress.add({ path: `/ward/${file}.dcm`, status: 'failed', fault: faultOf('image.empty-file', {}) });
  });
  await jobs.ended(id);
  const all = bytes.reduce((sum, each) => sum + each, 0);
  const meaning = `news of ${FAILURES} failed files, ${(all / 1e6).toFixed(1)} MB in all: the last to the first`;
  return { name: 'many failures', ratio: bytes.at(-1)! / bytes[0]!, meaning };
}
