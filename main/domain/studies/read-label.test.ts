import { describe, expect, test } from 'vitest';
import { instanceId, modelId, studyId } from '../ids.ts';
import type { Adjudication, LabelRead } from './read-label.ts';
import { settleLabels } from './read-label.ts';

const place = { instanceId: instanceId.parse(7), frameIndex: 0, label: 'PNEUMONIA' };
const read = (reader: string, isPresent: boolean, day: number): LabelRead => ({
  ...place,
  studyId: studyId.parse(3),
  model: modelId.parse('bright'),
  reader,
  isPresent,
  note: '',
  at: `2026-11-${day}T08:00:00.000Z`,
});
const decision = (isPresent: boolean, day: number): Adjudication => ({
  ...place,
  adjudicator: 'Chief',
  isPresent,
  note: 'Consolidation behind the heart',
  at: `2026-11-${day}T09:00:00.000Z`,
});

describe('the label of a finding', () => {
  test('is what one reader says, or several who agree', () => {
    expect(settleLabels([read('Ada', true, 10)], [])).toMatchObject([{ isPresent: true, by: 'one reader' }]);
    const both = [read('Ada', false, 10), read('Ben', false, 11)];
    expect(settleLabels(both, [])).toMatchObject([{ isPresent: false, by: 'readers who agree' }]);
  });

  test('is open while two readers differ, until somebody decides', () => {
    const reads = [read('Ada', true, 10), read('Ben', false, 11)];
    expect(settleLabels(reads, [])).toMatchObject([{ isPresent: null, by: 'nobody yet', reads }]);
    expect(settleLabels(reads, [decision(true, 12)])).toMatchObject([{ isPresent: true, by: 'adjudication' }]);
  });

  test('is a reader’s last word, so that who comes round ends the difference', () => {
    const reads = [read('Ada', true, 10), read('Ben', false, 11), read('Ben', true, 12)];
    expect(settleLabels(reads, [])).toMatchObject([{ isPresent: true, by: 'readers who agree' }]);
  });

  test('is open again when somebody differs after the decision', () => {
    const reads = [read('Ada', true, 10), read('Ben', false, 14)];
    expect(settleLabels(reads, [decision(true, 12)])).toMatchObject([{ isPresent: null }]);
  });

  test('is apart for each finding and frame', () => {
    const other = { ...read('Ada', false, 10), label: 'COVID' };
    const next = { ...read('Ada', false, 10), frameIndex: 1 };
    expect(settleLabels([read('Ada', true, 10), other, next], []).map(({ isPresent }) => isPresent)).toEqual([
      true,
      false,
      false,
    ]);
  });
});
