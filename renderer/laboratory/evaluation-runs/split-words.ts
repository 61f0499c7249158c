import type { SplitChoice } from '../../../main/contract/evaluation-request.ts';

/** How a side of a dataset's split is called. */
export const splitWords: Readonly<Record<SplitChoice, string>> = {
  all: 'all images',
  train: 'training',
  val: 'validation',
  test: 'test',
};
