import { failure, success, type Outcome } from '../outcome.ts';

const usualNormalNames = /^(normal|healthy|negative|no[ _-]?findings?|none)$/i;

/** Whether a label usually stands for "nothing found". */
export const isNormalName = (label: string): boolean => usualNormalNames.test(label);

/**
 * The labels but for the one that stands for "nothing found": the one named, or that of a usual name. Of two labels
 * that exclude each other and have no usual name it is the first. Fault: 'labels.no-such-normal-label'.
 */
export function findingLabels(
  labels: readonly string[],
  normalLabel: string | undefined,
  areTogether = false,
): Outcome<readonly string[]> {
  if (normalLabel !== undefined && !labels.includes(normalLabel)) {
    return failure('labels.no-such-normal-label', { label: normalLabel, labels });
  }
  const first = labels.length === 2 && !areTogether ? labels[0] : undefined;
  const guessed = labels.find(isNormalName) ?? first;
  return success(labels.filter((label) => label !== (normalLabel ?? guessed)));
}
