import type { LabelMap, SplitChoice } from '../../main/contract/evaluation-request.ts';
import type { RegisteredDataset } from '../../main/domain/dataset.ts';
import type { DatasetId } from '../../main/domain/ids.ts';

/** On which cases a run is to be made. */
export interface CaseChoice {
  readonly dataset: DatasetId;
  readonly split: SplitChoice;
  /** What was said of labels that don't explain themselves. */
  readonly labelMap: LabelMap;
}

/** The sides of the split that have images, all of them last. */
export function splitsOf({
  counts,
}: RegisteredDataset): readonly { readonly split: SplitChoice; readonly images: number | null }[] {
  if (counts === null) return [{ split: 'all', images: null }];
  const sides = (['test', 'val', 'train'] as const).flatMap((split) => {
    const images = counts.perSplit[split] ?? 0;
    return images === 0 ? [] : [{ split, images }];
  });
  return [...sides, { split: 'all' as const, images: counts.images }];
}

/** Cases that a model has most likely not learnt from: test, else validation, else all. */
export const usualChoice = (dataset: RegisteredDataset): CaseChoice => ({
  dataset: dataset.id,
  split: splitsOf(dataset)[0]!.split === 'train' ? 'all' : splitsOf(dataset)[0]!.split,
  labelMap: {},
});
