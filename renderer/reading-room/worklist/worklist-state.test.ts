import { describe, expect, test } from 'vitest';
import { studyId } from '../../../main/domain/ids.ts';
import { initialWorklist, neighbourIndex, placeOf, queryOf, reduceWorklist } from './worklist-state.ts';

describe('the worklist', () => {
  const selected = reduceWorklist(initialWorklist, { type: 'selected', index: 7, studyId: studyId.parse(42) });

  test('starts again at the top when what it shows changes', () => {
    expect(reduceWorklist(selected, { type: 'searched', search: 'okafor' })).toMatchObject({
      index: 0,
      studyId: null,
      search: 'okafor',
    });
    expect(reduceWorklist(selected, { type: 'filtered', filter: 'unread' })).toMatchObject({
      index: 0,
      filter: 'unread',
    });
  });

  test('keeps a study that was opened, so that the way back to it stays, until the list is looked at again', () => {
    const unread = reduceWorklist(initialWorklist, { type: 'filtered', filter: 'unread' });
    const opened = reduceWorklist(unread, { type: 'opened', studyId: studyId.parse(42) });
    expect(queryOf(opened, 0)).toMatchObject({ filter: 'unread', keep: [42] });
    expect(queryOf(reduceWorklist(opened, { type: 'lookedAt' }), 0).keep).toEqual([]);
    expect(queryOf(reduceWorklist(opened, { type: 'filtered', filter: 'positive' }), 0).keep).toEqual([]);
  });

  test('keeps its place when nothing changes', () => {
    expect(reduceWorklist(selected, { type: 'filtered', filter: 'all' })).toBe(selected);
    expect(reduceWorklist(selected, { type: 'searched', search: '' })).toBe(selected);
  });

  test('a second click on a column turns its order round; names start from A, probabilities from the highest', () => {
    const byName = reduceWorklist(initialWorklist, { type: 'sorted', by: 'patientName' });
    expect(byName.descending).toBe(false);
    expect(reduceWorklist(byName, { type: 'sorted', by: 'patientName' }).descending).toBe(true);
    expect(reduceWorklist(byName, { type: 'sorted', by: 'probability' }).descending).toBe(true);
  });

  test('asks for whole pages', () => {
    expect(queryOf({ ...initialWorklist, search: ' a ' }, 2)).toMatchObject({ search: 'a', offset: 400, limit: 200 });
  });

  test('no other row takes the place of the selected study', () => {
    const rowsOf = (...ids: number[]) => {
      const rows = ids.map((id) => ({ studyId: studyId.parse(id) }));
      return (index: number) => rows[index];
    };
    const chosen = studyId.parse(5);
    expect(placeOf(null, 0, rowsOf(5, 4))).toBe(0);
    expect(placeOf(chosen, 0, rowsOf(5, 4))).toBe(0);
    expect(placeOf(chosen, 0, rowsOf(7, 6, 5, 4))).toBe(2);
    expect(placeOf(chosen, 0, rowsOf(7, 6, 4))).toBeNull();
    expect(placeOf(null, 0, rowsOf())).toBeNull();
  });

  test('next goes on with the case that took the place of one that left the list', () => {
    expect(neighbourIndex(3, true, 1, 10)).toBe(4);
    expect(neighbourIndex(3, false, 1, 9)).toBe(3);
    expect(neighbourIndex(3, false, -1, 9)).toBe(2);
    expect(neighbourIndex(9, true, 1, 10)).toBeNull();
    expect(neighbourIndex(0, true, -1, 10)).toBeNull();
  });
});
