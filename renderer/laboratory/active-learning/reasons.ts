import type { AcquisitionScore } from '../../../main/domain/active-learning/active-learning.ts';

/** Below these a reason is not worth a word. */
const LEAST = { uncertainty: 0.7, disagreement: 0.1, novelty: 0.1 } as const;

/** Why a case is proposed, in words, the weightiest first; always at least one. */
export function reasonsFor({ uncertainty, disagreement, novelty }: AcquisitionScore): readonly string[] {
  const reasons = [
    ...(disagreement >= LEAST.disagreement ? ['the models differ'] : []),
    ...(uncertainty >= LEAST.uncertainty ? ['close to the operating point'] : []),
    ...(novelty >= LEAST.novelty ? ['unlike what was read'] : []),
  ];
  return reasons.length > 0 ? reasons : ['the models are sure of it'];
}
