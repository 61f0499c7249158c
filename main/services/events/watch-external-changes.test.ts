import { expect, test } from 'vitest';
import { makeImage } from '../../../tests/support/make-casework.ts';
import { openCasebook } from '../../casebook/open-casebook.ts';
import { makeWorkstation } from '../../../tests/support/make-workstation.ts';

test('what another process writes into the casebook reaches whoever listens', async () => {
  const station = await makeWorkstation();
  const stop = new AbortController();
  const events = station.workstation.events.subscribe(stop.signal);
  const elsewhere = openCasebook(station.casebookPath, () => new Date());
  const { studyId } = elsewhere.instances.import(makeImage(1)).instance;
  elsewhere.close();
  expect((await events.next()).value).toEqual({ type: 'studyChanged', studyId });
  expect((await events.next()).value).toEqual({ type: 'worklistChanged' });
  stop.abort();
  await station.close();
  expect(station.logged).toEqual([]);
});
