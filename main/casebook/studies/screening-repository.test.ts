import { expect, test } from 'vitest';
import { makeImage } from '../../../tests/support/make-casework.ts';
import { openCasebook } from '../open-casebook.ts';

const NOW = new Date('2026-11-30T12:00:00.000Z');

test('a screening keeps its counts, and the files that were not scored with their reasons', () => {
  const { screenings } = openCasebook(':memory:', () => NOW);
  const id = screenings.begin('ward');
  screenings.count(id, 4);
  screenings.add(id, { path: '/ward/a.dcm', status: 'scored' });
  screenings.add(id, { path: '/ward/b.txt', status: 'failed', reason: 'This is no image.' });
  screenings.add(id, { path: '/ward/c.dcm', status: 'refused', reason: 'A lateral view.' });
  screenings.add(id, { path: '/ward/d.dcm', status: 'scored', sameAs: '/ward/a.dcm' });
  expect(screenings.list()[0]).toMatchObject({ total: 4, scored: 2, refused: 1, failed: 1, endedAt: null });
  expect(screenings.files(id)).toEqual([
    { path: '/ward/b.txt', status: 'failed', reason: 'This is no image.' },
    { path: '/ward/c.dcm', status: 'refused', reason: 'A lateral view.' },
    { path: '/ward/d.dcm', status: 'duplicate', reason: '/ward/a.dcm' },
  ]);
  screenings.end(id);
  expect(screenings.list()[0]?.endedAt).toBe(NOW.toISOString());
});

test('a study is found by the name of a further file with the same image', () => {
  const { instances, worklist, audit } = openCasebook(':memory:', () => NOW);
  const { instance } = instances.import(makeImage(1));
  instances.addCopy(instance.id, '/elsewhere/Ünïcode näme copy.jpeg');
  instances.addCopy(instance.id, '/elsewhere/Ünïcode näme copy.jpeg');
  const find = (search: string): number =>
    worklist.query({ search, filter: 'all', keep: [], sort: 'importedAt', descending: true, offset: 0, limit: 9 })
      .total;
  expect(find('unicode name copy')).toBe(1);
  expect(find('elsewhere')).toBe(0);
  expect(audit.ofStudy(instance.studyId).filter(({ action }) => action === 'image.foundAgain')).toHaveLength(1);
});
