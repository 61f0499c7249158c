import { expect, test } from 'vitest';
import { measureInThread } from './measure-in-thread.ts';
import type { MeasureApi } from './measure-worker.ts';

const findings: Parameters<MeasureApi['comparison']>[0] = [
  {
    label: 'PNEUMONIA',
    positives: [true, false, true, false],
    patients: ['a', 'b', 'c', 'd'],
    rows: [0.9, 0.6].map((high) => ({ probabilities: [high, 0.2, 0.7, 0.4], calls: { sensitivity: 0.9 } })),
  },
];
const compare = (api: MeasureApi) => api.comparison(findings, 'a test');

test('the thread answers with what it has measured', async () => {
  expect(await measureInThread(compare)).toMatchObject([{ label: 'PNEUMONIA', n: 4, patients: 4 }]);
});

test('a person who cancels ends the thread, and nothing comes of it', async () => {
  const controller = new AbortController();
  const measured = measureInThread(compare, controller.signal);
  const reason = new Error('Cancelled');
  controller.abort(reason);
  await expect(measured).rejects.toBe(reason);
  await expect(measureInThread(compare, controller.signal)).rejects.toBe(reason);
});
