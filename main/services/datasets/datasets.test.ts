import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { AuditReport } from '../../domain/datasets/audit-report.ts';
import type { DatasetId } from '../../domain/ids.ts';
import type { Job } from '../../domain/job.ts';
import { valueOf } from '../../domain/outcome.ts';
import { createPhantom } from '../../imaging/phantom/phantom.ts';
import { writeDicom } from '../../imaging/dicom/write-dicom.ts';
import { makeWorkstation, type TestStation, type TestStationOptions } from '../../../tests/support/make-workstation.ts';
import { makeFolder, picture } from '../../../tests/support/make-dataset.ts';

let station: TestStation | undefined;
afterEach(() => station?.close());

async function open(options?: TestStationOptions): Promise<TestStation['workstation']> {
  station = await makeWorkstation(options);
  return station.workstation;
}
/** Six images, one of them on both sides of the split. */
async function leakyFolder(): Promise<string> {
  const pictures = await Promise.all([1, 2, 3, 4, 5].map((seed) => picture(seed)));
  const names = ['train/ILL/a.png', 'train/ILL/b.png', 'train/WELL/c.png', 'val/ILL/d.png', 'val/WELL/e.png'];
  const files = Object.fromEntries(names.map((name, i) => [name, pictures[i]!]));
  return makeFolder({ ...files, 'val/WELL/copy.png': pictures[2]!, 'val/WELL/notes.png': 'The lungs are clear.' });
}
async function addAudited(
  workstation: TestStation['workstation'],
  path: string,
): Promise<{ id: DatasetId; job: Job; report: AuditReport }> {
  const { dataset, job } = valueOf(await workstation.datasets.add({ kind: 'folder', path }));
  const ended = (await workstation.jobs.ended(job.id))!;
  return { id: dataset.id, job: ended, report: valueOf(workstation.datasets.auditReport(dataset.id))! };
}

describe('datasets', () => {
  test('are audited when they are added, and the casebook keeps the report', async () => {
    const workstation = await open();
    const { id, job, report } = await addAudited(workstation, await leakyFolder());
    expect(job).toMatchObject({ state: 'done', kind: 'audit', link: `/data/${id}`, done: 7, total: 7 });
    expect(report.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['DUPLICATE_ACROSS_SPLITS', 'UNREADABLE', 'FEW_TEST_CASES']),
    );
    const listed = workstation.datasets.list();
    expect(listed).toMatchObject([{ id, labels: ['ILL', 'WELL'], counts: { images: 7 }, audit: { errors: 2 } }]);
    expect(listed[0]!.fingerprint).toBe(report.summary.fingerprint);
  });

  test('show their images by index, and which can’t be read and why', async () => {
    const workstation = await open();
    const { datasets } = workstation;
    const { id: dataset } = await addAudited(workstation, await leakyFolder());
    const page = valueOf(await datasets.entries({ dataset, status: 'unreadable', offset: 0, limit: 10 }));
    expect(page.rows).toMatchObject([{ file: 'val/WELL/notes.png', fault: { code: 'image.unknown-format' } }]);
    const ill = valueOf(await datasets.entries({ dataset, label: 'ILL', split: 'train', offset: 1, limit: 1 }));
    expect([ill.total, ill.rows.length]).toEqual([2, 1]);
    const chosen = valueOf(await datasets.entries({ dataset, indexes: [4, 1], offset: 0, limit: 10 }));
    expect(chosen.rows.map(({ index }) => index)).toEqual([4, 1]);
    const { index } = ill.rows[0]!;
    expect(Buffer.from(valueOf(await datasets.thumbnail(dataset, index)).subarray(1, 4)).toString()).toBe('PNG');
    expect(valueOf(await datasets.frame(dataset, index)).frame.rows).toBe(40);
    expect(await datasets.frame(dataset, 99)).toMatchObject({ ok: false, error: { code: 'dataset.no-such-image' } });
    expect(await datasets.thumbnail(dataset, page.rows[0]!.index)).toMatchObject({ ok: false });
  });

  test('of the same folder are one, and forgetting it touches no file', async () => {
    const workstation = await open();
    const path = await leakyFolder();
    const { id } = await addAudited(workstation, path);
    const again = valueOf(await workstation.datasets.add({ kind: 'folder', path: `${path}/` }, 'other name'));
    expect(again.dataset.id).toBe(id);
    await workstation.jobs.ended(again.job.id);
    expect(workstation.datasets.remove(id)).toEqual([]);
    expect(workstation.datasets.get(id)).toMatchObject({ ok: false, error: { code: 'dataset.not-found' } });
    expect(existsSync(join(path, 'train/ILL/a.png'))).toBe(true);
  });

  test('are audited anew only where something changed', async () => {
    const { datasets, jobs } = await open();
    const path = await leakyFolder();
    const audited = async (): Promise<AuditReport> => {
      const { dataset, job } = valueOf(await datasets.add({ kind: 'folder', path }));
      await jobs.ended(job.id);
      return valueOf(datasets.auditReport(dataset.id))!;
    };
    const [first, second] = [await audited(), await audited()];
    expect(second.summary).toEqual(first.summary);
    await writeFile(join(path, 'val/WELL/new.png'), await picture('new'));
    expect((await audited()).summary.fingerprint).not.toBe(first.summary.fingerprint);
  });

  test('can’t be made of a folder that may not be read', async () => {
    const path = await leakyFolder();
    const { datasets } = await open({ files: [await makeFolder({})] });
    expect(await datasets.add({ kind: 'folder', path })).toMatchObject({
      ok: false,
      error: { code: 'file.forbidden' },
    });
    expect(datasets.list()).toEqual([]);
  });

  test('without a labelled image say so in the job', async () => {
    const workstation = await open();
    const { job } = valueOf(
      await workstation.datasets.add({ kind: 'folder', path: await makeFolder({ 'a.txt': '' }) }),
    );
    expect(await workstation.jobs.ended(job.id)).toMatchObject({
      state: 'failed',
      error: { code: 'dataset.no-labelled-images' },
    });
  });

  test('stop being audited when the job is cancelled', async () => {
    const workstation = await open();
    const { dataset, job } = valueOf(await workstation.datasets.add({ kind: 'folder', path: await leakyFolder() }));
    workstation.jobs.cancel(job.id);
    expect(await workstation.jobs.ended(job.id)).toMatchObject({ state: 'cancelled' });
    expect(valueOf(workstation.datasets.auditReport(dataset.id))).toBeNull();
  });

  test('tell whoever uses them what their audit says', async () => {
    const { datasets } = await open();
    const dataset = valueOf(await datasets.openSource({ kind: 'folder', path: await leakyFolder() }));
    const { summary } = valueOf(await datasets.ensureAudited(dataset));
    expect(summary).toMatchObject({ fingerprint: dataset.fingerprint, errors: 2 });
    expect(valueOf(await datasets.ensureAudited(dataset)).summary).toEqual(summary);
  });
});

const everything = { search: '', filter: 'all', keep: [], sort: 'importedAt', descending: true, offset: 0 } as const;

describe('a dataset of reads', () => {
  /** Screens phantoms of these seeds and answers for each; null leaves it unread. */
  async function readCases(verdicts: readonly ('agree' | 'disagree' | null)[]) {
    const workstation = await open();
    const dicoms = verdicts.map((_, seed) => {
      const { frame } = createPhantom({ seed, label: seed % 2 === 0 ? 'NORMAL' : 'PNEUMONIA', size: 128 });
      return [`${seed}.dcm`, writeDicom(frame, { patientId: `P${seed}` })] as const;
    });
    const folder = await makeFolder(Object.fromEntries(dicoms));
    const paths = verdicts.map((_, seed) => join(folder, `${seed}.dcm`));
    for await (const { status } of workstation.screen(
      paths.map((path) => ({ path })),
      workstation.models,
    ))
      expect(status).toBe('scored');
    const { rows } = workstation.casebook.worklist.query({ ...everything, limit: 500 });
    const truths = new Map<string, string>();
    for (const { studyId, patientId, findings } of rows) {
      const verdict = verdicts[Number(patientId.slice(1))] ?? null;
      const [prediction] = workstation.casebook.studies.get(studyId)!.predictions;
      const { positive, label } = findings[0]!;
      if (verdict === null) continue;
      truths.set(patientId, positive === (verdict === 'agree') ? 'PNEUMONIA' : 'NORMAL');
      valueOf(workstation.review({ studyId, predictionId: prediction!.id, label, verdict, note: '', seen: [] }));
    }
    return { workstation, truths };
  }

  test('has the model’s finding where the reader agreed and its opposite where not; unread cases are none', async () => {
    const { workstation, truths } = await readCases(['agree', 'disagree', null, 'agree']);
    const { model, label } = workstation.casebook.worklist.query({ ...everything, limit: 1 }).rows[0]!.findings[0]!;
    const source = { kind: 'reads' as const, model, label, since: null };
    const dataset = valueOf(await workstation.datasets.openSource(source));
    expect(new Map(dataset.entries.map(({ patient, labels }) => [patient, labels.join()]))).toEqual(truths);
    expect([...truths.keys()].toSorted()).toEqual(['P0', 'P1', 'P3']);
    expect(valueOf(await dataset.readImage(dataset.entries[0]!)).frame.rows).toBeGreaterThan(64);
    const later = await workstation.datasets.openSource({ ...source, since: '2999-01-01' });
    expect(later).toMatchObject({ ok: false, error: { code: 'dataset.no-reads' } });
  });
});
