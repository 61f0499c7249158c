import { expect, test } from 'vitest';
import { parseDate, readMoment, splitDateTime } from './read-moment.ts';

test('a date is one in each form that is met', () => {
  const withTime = ['20200229120000', '2020-02-29T12:00:00', '2020-02-29 12:00'];
  for (const raw of ['20200229', '2020.02.29', '2020-02-29', '2020/02/29', ...withTime])
    expect(parseDate(raw)).toBe('2020-02-29');
});

test('a day that no calendar has is no date, and stays as it was written', () => {
  const impossible = ['20201345', '19990230', '20210229', '2020-04-31', '20200100', '20200001', '00000000', '00010101'];
  for (const raw of [...impossible, '2020-0102', '2020.01-02', 'yesterday', '']) {
    expect(readMoment(raw, null)).toMatchObject({ date: null, rawDate: raw });
  }
});

test('a date with its time may be in the form of ISO 8601 too', () => {
  expect(splitDateTime('20200102093000.5+0100')).toEqual({ date: '20200102', time: '093000.5' });
  expect(splitDateTime('2020-01-02T09:30:00.5+01:00')).toEqual({ date: '2020-01-02', time: '09:30:00.5' });
  expect(splitDateTime('20200102')).toEqual({ date: '20200102', time: null });
});
