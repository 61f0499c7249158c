import type { EntryChoice, LabelMap, SplitChoice } from '../../../main/contract/evaluation-request.ts';
import type { RegisteredDataset } from '../../../main/domain/datasets/dataset.ts';
import type { DatasetId } from '../../../main/domain/ids.ts';

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

/** The person's choices so far; null for the usual one, which may be known only when the dataset is counted. */
export interface EntrySelection {
  readonly dataset: DatasetId | null;
  readonly split: SplitChoice | null;
  readonly labelMap: LabelMap;
}

export const noSelection: EntrySelection = { dataset: null, split: null, labelMap: {} };

/** Cases that a model has most likely not learnt from: test, else validation, else all. */
function usualSplit(dataset: RegisteredDataset): SplitChoice {
  const { split } = splitsOf(dataset)[0]!;
  return split === 'train' ? 'all' : split;
}

/** The dataset that stands there before one is chosen: one that can be read, where there is one. */
export const usualDataset = (datasets: readonly RegisteredDataset[]): RegisteredDataset | undefined =>
  datasets.find(({ labels }) => labels.length > 0) ?? datasets[0];

/** @param datasets at least one. */
export function choiceOf(
  { dataset, split, labelMap }: EntrySelection,
  datasets: readonly RegisteredDataset[],
): EntryChoice {
  const chosen = datasets.find(({ id }) => id === dataset) ?? usualDataset(datasets)!;
  return { dataset: chosen.id, split: split ?? usualSplit(chosen), labelMap };
}
