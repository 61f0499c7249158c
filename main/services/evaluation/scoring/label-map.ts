/** The meanings of a dataset's labels for models that may know other ones. */
import type { LabelMap, LabelMeaning } from '../../../contract/evaluation-request.ts';
import { failure, success, type Outcome } from '../../../domain/outcome.ts';
import { ownEntry } from '../../../domain/own-entry.ts';
import type { InstalledModel } from '../../models/installed-models.ts';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The labels that all of the models know, as the first one writes them. */
export function commonLabels(models: readonly InstalledModel[]): readonly string[] {
  const [first, ...others] = models;
  return first!.card.labels.filter((label) =>
    others.every(({ card }) => card.labels.some((each) => same(each, label))),
  );
}

/** As the model itself writes it. */
export function ownLabel(model: InstalledModel, label: string): string {
  return model.card.labels.find((each) => same(each, label))!;
}

/** By what the person said, else by the name; null where the person has to say. */
export function meaningOf(label: string, known: readonly string[], labelMap: LabelMap): LabelMeaning | null {
  const given = ownEntry(labelMap, label);
  if (given !== undefined && given.kind !== 'label') return given;
  const wanted = given?.label ?? label;
  const found = known.find((each) => same(each, wanted));
  return found === undefined ? null : { kind: 'label', label: found };
}

/** The meaning of every label. Fails with `evaluation.…` for such as the person has to decide, or that are not there. */
export function completeMap(
  labels: readonly string[],
  known: readonly string[],
  labelMap: LabelMap,
): Outcome<LabelMap> {
  const unknown = Object.keys(labelMap).find((label) => !labels.includes(label));
  if (unknown !== undefined) return failure('evaluation.no-such-label', { label: unknown, labels });
  const found = labels.map((label) => [label, meaningOf(label, known, labelMap)] as const);
  const open = found.flatMap(([label, meaning]) => (meaning === null ? [label] : []));
  if (open.length > 0)
    return known.length === 0
      ? failure('evaluation.no-common-label', {})
      : failure('evaluation.undecided-labels', { count: open.length, labels: open, known });
  const map = Object.fromEntries(found) as LabelMap;
  if (!Object.values(map).some(({ kind }) => kind === 'label')) return failure('evaluation.no-label-counts', {});
  return success(map);
}

/**
 * The known labels that an image has, in the order of `known`; null where it is left out. One of its labels being left
 * out leaves the image out.
 */
export function labelsOfEntry(labels: readonly string[], map: LabelMap): readonly string[] | null {
  const meanings = labels.map((label) => map[label]!);
  if (meanings.some(({ kind }) => kind === 'leftOut')) return null;
  return [...new Set(meanings.flatMap((meaning) => (meaning.kind === 'label' ? [meaning.label] : [])))];
}
