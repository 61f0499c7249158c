import { expect, test } from 'vitest';
import { beginExploring, explore } from './exploration.ts';

const start = beginExploring(0.81);

test('a preset leaves the chosen threshold to come back to', () => {
  const moved = explore(start, { type: 'thresholdMoved', threshold: 0.4 });
  const half = explore(moved, { type: 'presetChosen', threshold: 0.5 });
  expect(half).toMatchObject({ threshold: 0.5, chosen: 0.4 });
});

test('a threshold stays between 0 and 1', () => {
  expect(explore(start, { type: 'thresholdMoved', threshold: 1.2 }).threshold).toBe(1);
});

test('the selection stays while the threshold moves, and is read from its beginning again', () => {
  const cell = { kind: 'cell', truth: true, called: false } as const;
  const chosen = explore(explore(start, { type: 'selected', selection: cell }), { type: 'entryChosen', current: 7 });
  expect(explore(chosen, { type: 'thresholdMoved', threshold: 0.3 })).toMatchObject({ selection: cell, current: 0 });
});

test('another finding is looked at anew, at the same prevalence', () => {
  const stated = explore(start, { type: 'prevalenceStated', prevalence: 0.05 });
  const other = explore(stated, { type: 'findingChosen', finding: 2, threshold: 0.5 });
  expect(other).toMatchObject({ finding: 2, threshold: 0.5, prevalence: 0.05, selection: { kind: 'wrong' } });
});
