import type { Random } from '../../domain/random.ts';

/**
 * The order of an epoch: batches of sample numbers, as many as whole batches fit into the samples.
 * @param labels the label number of each sample.
 * @param balanced each label takes the same share of every batch (those that are rare come several times an
 *   epoch); else each sample comes at most once.
 */
export function drawEpoch(
  labels: readonly number[],
  { batch, balanced, random }: { readonly batch: number; readonly balanced: boolean; readonly random: Random },
): readonly (readonly number[])[] {
  const size = Math.min(batch, labels.length);
  const steps = Math.floor(labels.length / size);
  const order = balanced ? balancedOrder(labels, steps * size, random) : random.shuffle([...labels.keys()]);
  return Array.from({ length: steps }, (_, step) => order.slice(step * size, (step + 1) * size));
}

/** Deals from one shuffled deck a label in turn; a deck that is used up is shuffled again. */
function balancedOrder(labels: readonly number[], count: number, random: Random): readonly number[] {
  const decks = [...Map.groupBy(labels.keys(), (sample) => labels[sample]!)]
    .sort(([a], [b]) => a - b)
    .map(([, samples]) => ({ samples, rest: [] as number[] }));
  return Array.from({ length: count }, (_, i) => {
    const deck = decks[i % decks.length]!;
    if (deck.rest.length === 0) deck.rest = random.shuffle(deck.samples);
    return deck.rest.pop()!;
  });
}
