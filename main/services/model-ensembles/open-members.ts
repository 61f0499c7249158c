/** The models that become one. */
import { isDeepStrictEqual } from 'node:util';
import type { ModelCard } from '../../domain/models/model-card.ts';
import { failure, success } from '../../domain/outcome.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Member } from '../../graph/rewrites/mean-of-classifiers.ts';
import { openBaseModel } from '../training/planning/base-model.ts';

export type OpenMember = Omit<Member, 'temperature'> & { readonly card: ModelCard };

export type OpenMembers = readonly [OpenMember, ...OpenMember[]];

/** Faults: those of `openBaseModel`, `ensemble.…`. */
export async function openMembers(names: readonly string[], places: readonly string[]): Promise<Outcome<OpenMembers>> {
  const members: OpenMember[] = [];
  for (const name of names) {
    const opened = await openBaseModel(name, places);
    if (!opened.ok) return opened;
    const { base, card } = opened.value;
    if (base === null || card === null) {
      return failure('ensemble.no-card', { model: name });
    }
    members.push({ graph: base.graph, heatmap: base.heatmap, card });
  }
  const [first, ...others] = members;
  if (first === undefined) return failure('ensemble.no-model', {});
  if (members.some(({ card }) => card.activation === 'sigmoid')) {
    return failure('ensemble.sigmoid', {});
  }
  for (const other of others) {
    const difference = differenceOf(first.card, other.card);
    if (difference === null) continue;
    return failure(difference, { one: first.card.id, other: other.card.id });
  }
  return success([first, ...others]);
}

/** Why two models can't answer for one image together; null where they can. */
function differenceOf(
  one: ModelCard,
  other: ModelCard,
): 'ensemble.other-labels' | 'ensemble.other-preprocessing' | null {
  if (!isDeepStrictEqual(one.labels, other.labels)) return 'ensemble.other-labels';
  const seenBy = ({ preprocessing: { views: _views, ...seen } }: ModelCard): string => JSON.stringify(seen);
  return seenBy(one) === seenBy(other) ? null : 'ensemble.other-preprocessing';
}
