import type { Random } from '../../../domain/statistics/random.ts';
import type { TrainSettings } from '../../../contract/training-settings/setting-table.ts';

type Sampling = TrainSettings['sampling'];

/**
 * The order of an epoch: batches of sample numbers, as many as whole batches fit into the samples.
 * @param labels the label number of each sample.
 * @param sampling `balanced`: each label takes the same share of every batch (those that are rare come several times an
 *   epoch); `shuffled`: each sample comes at most once; `weighted`: every place is drawn anew, each label as likely.
 */
export function drawEpoch(
  labels: readonly number[],
  { batch, sampling, random }: { readonly batch: number; readonly sampling: Sampling; readonly random: Random },
): readonly (readonly number[])[] {
  const size = Math.min(batch, labels.length);
  const steps = stepsOf(labels.length, batch);
  const order = orders[sampling](labels, steps * size, random);
  return Array.from({ length: steps }, (_, step) => order.slice(step * size, (step + 1) * size));
}

/** The number of steps of an epoch: whole batches, at least one. */
export function stepsOf(samples: number, batch: number): number {
  return Math.floor(samples / Math.min(batch, samples));
}

type Order = (labels: readonly number[], count: number, random: Random) => readonly number[];

const orders: Readonly<Record<Sampling, Order>> = {
  balanced: balancedOrder,
  shuffled: (labels, _count, random) => random.shuffle([...labels.keys()]),
  weighted: weightedOrder,
};

/** With replacement: first the label, then one of its samples. */
function weightedOrder(labels: readonly number[], count: number, random: Random): readonly number[] {
  const groups = [...Map.groupBy(labels.keys(), (sample) => labels[sample]!)].sort(([a], [b]) => a - b);
  return Array.from({ length: count }, () => {
    const [, samples] = groups[random.integer(groups.length)]!;
    return samples[random.integer(samples.length)]!;
  });
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
