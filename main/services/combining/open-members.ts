/** The models that become one. */
import type { ModelCard } from '../../domain/model-card.ts';
import { failure, success } from '../../domain/outcome.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { meanOfClassifiers } from '../../graph/mean-of-classifiers.ts';
import type { MeanOfClassifiers, Member } from '../../graph/mean-of-classifiers.ts';
import { UnsupportedGraph } from '../../graph/unsupported-graph.ts';
import { openBaseModel } from '../training/base-model.ts';

export interface OpenMembers extends MeanOfClassifiers {
  readonly cards: readonly [ModelCard, ...ModelCard[]];
}

/** Faults: those of `openBaseModel`, NO_CARD, MEMBERS_DIFFER. */
export async function openMembers(names: readonly string[], places: readonly string[]): Promise<Outcome<OpenMembers>> {
  const members: Member[] = [];
  const cards: ModelCard[] = [];
  for (const name of names) {
    const opened = await openBaseModel(name, places);
    if (!opened.ok) return opened;
    const { base, card } = opened.value;
    if (base === null || card === null) {
      return failure('NO_CARD', `"${name}" has no card.json: bring it in first (overread models import).`);
    }
    const { graph, heatmap } = base;
    members.push({ graph, heatmap, temperature: card.calibration.temperature });
    cards.push(card);
  }
  const [first, ...others] = cards;
  if (first === undefined) return failure('NO_MODEL', 'Name at least one model.');
  if (cards.some(({ activation }) => activation === 'sigmoid')) {
    return failure(
      'MEMBERS_DIFFER',
      'Models whose labels may be there together can’t be combined: take them one by one.',
    );
  }
  for (const other of others) {
    const difference = differenceOf(first, other);
    if (difference === null) continue;
    return failure('MEMBERS_DIFFER', `"${first.id}" and "${other.id}" can't be one model: they ${difference}.`);
  }
  return mean(members, [first, ...others]);
}

/** Why two models can't answer for one image together; null where they can. */
function differenceOf(one: ModelCard, other: ModelCard): string | null {
  if (one.labels.join('|') !== other.labels.join('|')) return 'know other labels, or in another order';
  const seenBy = ({ preprocessing: { views: _views, ...seen } }: ModelCard): string => JSON.stringify(seen);
  return seenBy(one) === seenBy(other) ? null : 'see images in another size or preparation';
}

function mean(members: readonly Member[], cards: OpenMembers['cards']): Outcome<OpenMembers> {
  const [only] = members;
  if (members.length === 1) return success({ graph: only!.graph, heatmap: only!.heatmap, cards });
  try {
    return success({ ...meanOfClassifiers(members), cards });
  } catch (error) {
    if (!(error instanceof UnsupportedGraph)) throw error;
    return failure('MEMBERS_DIFFER', `These models can't be one. ${error.message}.`);
  }
}
