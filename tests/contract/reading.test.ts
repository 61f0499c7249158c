/** Answers, notes and screenings, as the casebook keeps them, through every host. */
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { studyId } from '../../main/domain/ids.ts';
import type { Study } from '../../main/domain/studies/study.ts';
import type { AppContext } from '../../main/hosts/app-context.ts';
import { createFolders, openTestContext } from '../support/app-context.ts';
import { badCases, goodCases, writeCases } from '../support/cases.ts';
import { hosts, type Client, type OpenHost } from './hosts.ts';
import { faultCodeOf, whenEnded } from './outcomes.ts';

vi.mock('electron', async () => ({ ipcMain: (await import('./fake-ipc.ts')).fakeIpc }));

describe.each(Object.entries(hosts))('%s', (_, { hasRoots, open }) => {
  const folders = createFolders();
  let context: AppContext;
  let host: OpenHost;
  let client: Client;

  beforeAll(async () => {
    await writeCases(folders.cases);
    context = await openTestContext(folders, hasRoots);
    host = await open(context.workstation);
    client = host.client;
    await whenEnded(client, () => client.screening.start({ paths: [folders.cases] }));
  });
  afterAll(async () => {
    await host.close();
    await context.close();
    folders.remove();
  });

  const firstStudy = async (): Promise<Study> => {
    const [row] = (await client.worklist.query({})).rows;
    return client.studies.get({ studyId: row!.studyId });
  };
  const answer = async (study: Study, note: string) =>
    client.studies.review({
      studyId: study.id,
      predictionId: study.predictions[0]!.id,
      label: 'PNEUMONIA',
      verdict: 'disagree',
      note,
      seen: [{ what: 'image', at: '2026-11-30T12:00:00.000Z' }],
    });

  test('lists the screenings that there were, the newest first, with why files were not scored', async () => {
    const again = [join(folders.cases, goodCases[0]), join(folders.cases, badCases[0])];
    await whenEnded(client, () => client.screening.start({ paths: again }));
    const [second, first] = await client.screening.list();
    expect(second).toMatchObject({ title: { code: 'work.screen-paths', details: { count: 2 } }, total: 2, failed: 1 });
    expect(first).toMatchObject({
      title: { code: 'work.screen-path', details: { name: basename(folders.cases) } },
      scored: goodCases.length,
      failed: badCases.length,
    });
    expect(first!.endedAt).not.toBeNull();
    const files = await client.screening.files({ screeningId: first!.id });
    const unscored = files.flatMap((file) => (file.status === 'duplicate' ? [] : [file]));
    expect(Object.fromEntries(unscored.map(({ path, fault }) => [basename(path), fault.code]))).toEqual({
      'empty.png': 'image.empty-file',
      'report.dcm': 'image.unknown-format',
      'truncated.dcm': 'image.too-few-pixels',
    });
    expect(await client.screening.files({ screeningId: 4711 })).toEqual([]);
  });

  test('keeps a reader’s answer and shows it in the history', async () => {
    const study = await firstStudy();
    const seen = [{ what: 'image', at: '2026-11-30T12:00:00.000Z' }];
    expect(await answer(study, 'A rib.')).toMatchObject({ verdict: 'disagree', note: 'A rib.', seen });
    expect((await client.worklist.query({ filter: 'read' })).total).toBe(1);
    const history = await client.studies.history({ studyId: study.id });
    expect(history.map(({ action }) => action)).toContain('review.recorded');
  });

  test('takes an answer back once, and it stays in the history', async () => {
    const study = await firstStudy();
    const { id: reviewId } = await answer(study, 'By mistake.');
    const withdrawn = await client.studies.withdraw({ studyId: study.id, reviewId });
    expect(withdrawn).toMatchObject({ id: reviewId, note: 'By mistake.', withdrawnAt: expect.any(String) as string });
    const again = client.studies.withdraw({ studyId: study.id, reviewId });
    expect(await faultCodeOf(again)).toBe('study.answer-taken-back');
    const { reviews } = await client.studies.get({ studyId: study.id });
    expect(reviews.find(({ id }) => id === reviewId)).toEqual(withdrawn);
    const history = await client.studies.history({ studyId: study.id });
    expect(history.at(-1)).toMatchObject({ action: 'review.withdrawn' });
  });

  test('changes one limit for image files and leaves the others, within what works', async () => {
    const { budget } = await client.settings.get();
    expect(await client.settings.setBudget({ megapixels: 100 })).toMatchObject({
      budget: { ...budget, megapixels: 100 },
    });
    await expect(client.settings.setBudget({ megabytes: 1 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await client.settings.setBudget(budget)).toMatchObject({ budget });
  });

  test('keeps a note by the name of the reader, which can be changed', async () => {
    const study = await firstStudy();
    expect(await client.settings.setReader({ reader: ' Dr Núñez ' })).toMatchObject({
      reader: 'Dr Núñez',
      budget: { seconds: 20 },
    });
    expect(await client.settings.get()).toMatchObject({ reader: 'Dr Núñez', budget: { seconds: 20 } });
    const history = await client.studies.note({ studyId: study.id, note: 'Compare with the earlier film.' });
    expect(history.at(-1)).toMatchObject({
      actor: 'Dr Núñez',
      action: 'note.written',
      details: { note: 'Compare with the earlier film.' },
    });
    expect(await client.studies.history({ studyId: study.id })).toEqual(history);
    const nowhere = client.studies.note({ studyId: studyId.parse(4711), note: 'Lost.' });
    expect(await faultCodeOf(nowhere)).toBe('study.not-found');
    await expect(client.studies.note({ studyId: study.id, note: ' ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
