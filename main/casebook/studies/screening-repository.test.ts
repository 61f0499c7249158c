import { expect, test } from 'vitest';
import { makeImage } from '../../../tests/support/make-casework.ts';
import { faultOf } from '../../domain/faults/fault.ts';
import { openCasebook } from '../open-casebook.ts';

const ward = { code: 'work.screen-path', details: { name: 'ward' } } as const;
const noImage = faultOf('image.unknown-format', {});
const lateral = faultOf('unsuitable.lateral', { accepted: ['frontal'] });
const NOW = new Date('2026-11-30T12:00:00.000Z');

test('a screening keeps its counts, and the files that were not scored with their reasons', () => {
  const { screenings } = openCasebook(':memory:', () => NOW);
  const id = screenings.begin(ward);
  screenings.count(id, 5);
  screenings.add(id, { path: '/ward/a.dcm', status: 'scored' });
  screenings.add(id, { path: '/ward/b.txt', status: 'failed', fault: noImage });
  screenings.add(id, { path: '/ward/c.dcm', status: 'refused', fault: lateral });
  screenings.add(id, { path: '/ward/e.csv', status: 'ignored', fault: noImage });
  screenings.add(id, { path: '/ward/d.dcm', status: 'scored', sameAs: '/ward/a.dcm' });
  expect(screenings.list()[0]).toMatchObject({
    title: ward,
    total: 5,
    scored: 2,
    refused: 1,
    failed: 1,
    ignored: 1,
    endedAt: null,
  });
  expect(screenings.files(id, { offset: 1, limit: 1 })).toMatchObject([{ path: '/ward/c.dcm' }]);
  expect(screenings.files(id, { offset: 0, limit: 9 })).toEqual([
    { path: '/ward/b.txt', status: 'failed', fault: noImage },
    { path: '/ward/c.dcm', status: 'refused', fault: lateral },
    { path: '/ward/e.csv', status: 'ignored', fault: noImage },
    { path: '/ward/d.dcm', status: 'duplicate', sameAs: '/ward/a.dcm' },
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
