/** The parameter-randomisation test: does the map change when the model forgets what it learned? */
import { estimateMean } from '../../domain/statistics/estimate-mean.ts';
import { saliencyLimits, type Sanity, type SanityStage } from '../../domain/saliency-checks/saliency-check.ts';
import {
  rankCorrelation,
  structuralSimilarity,
  toUnit,
  type HeatMap,
} from '../../domain/saliency-checks/map-measures.ts';
import type { Random } from '../../domain/statistics/random.ts';
import type { Graph } from '../../graph/ir/graph.ts';
import { layersOf, parameterCount, randomiseLayers } from '../../graph/rewrites/randomise-layers.ts';
import { resize } from '../../imaging/grey-image/grey-image.ts';

export interface SanityOptions {
  readonly graph: Graph;
  /** One a case. */
  readonly patients: readonly string[];
  /** The cases' maps by the model as it is. */
  readonly before: readonly HeatMap[];
  /** The same cases' maps by a graph with other numbers. */
  readonly mapsBy: (graph: Graph) => Promise<readonly HeatMap[]>;
  readonly random: Random;
  /** How much is done, 0 to 1. */
  readonly onProgress: (done: number) => void;
}

/** Shares of the layers that hold random values, counted from the head, which is the first stage whatever its share. */
const SHARES = [0, 0.25, 0.5, 0.75, 1];
/** From this share of the layers on, nothing is left of what the model could tell: here the map has to have changed. */
const DEEP = 0.5;
/** Random networks that are drawn at each such stage, for it is they that decide. */
const DRAWS = 2;
/** Pairs of maps of different cases, as Arun et al. 2021 took. */
const PAIRS = 50;
/** Both maps are compared at this size by structural similarity, whose window is of 11 × 11. */
const SIDE = 64;

interface Likeness {
  /** |Spearman's rank correlation| of the maps as they are. */
  readonly correlation: number;
  readonly ssim: number;
}

/**
 * Cascading randomisation (Adebayo et al. 2018), from the head down to the first layer. Passed when the mean |rank
 * correlation| is below the limit over the stages in which at least half of the layers are random: a map that rests on the
 * first layers alone shows edges of the image, and fails too.
 */
export async function testSanity(options: SanityOptions): Promise<Sanity> {
  const { graph, random, onProgress } = options;
  const layers = layersOf(graph);
  const all = parameterCount(graph, layers);
  const counts = [...new Set(SHARES.map((share) => Math.max(1, Math.ceil(share * layers.length))))];
  const stages: SanityStage[] = [];
  const deep: Likeness[][] = [];
  for (const count of counts) {
    const forgotten = layers.slice(layers.length - count);
    const isDeep = count >= DEEP * layers.length;
    const likeness = await compareDraws(options, forgotten, isDeep ? DRAWS : 1);
    if (isDeep) deep.push(...likeness);
    const share = parameterCount(graph, forgotten) / all;
    stages.push({ layers: count, share, ...estimatesOf(likeness, options, random.fork(`interval ${count}`)) });
    onProgress(stages.length / counts.length);
  }
  const betweenCases = meanOf(pairsOf(options).map(([a, b]) => likenessOf(a, b)));
  const { correlation } = estimatesOf(deep, options, random.fork('interval'));
  const passed = correlation.value < saliencyLimits.sanityCorrelation;
  return { layers: layers.length, stages, correlation, betweenCases, passed };
}

/** One row a draw, one likeness a case. */
async function compareDraws(
  { graph, before, mapsBy, random }: SanityOptions,
  layers: readonly (readonly string[])[],
  draws: number,
): Promise<Likeness[][]> {
  const rows: Likeness[][] = [];
  for (let draw = 0; draw < draws; draw++) {
    const after = await mapsBy(randomiseLayers(graph, layers, random.fork(`${layers.length} layers, draw ${draw}`)));
    rows.push(before.map((map, i) => likenessOf(map, after[i]!)));
  }
  return rows;
}

function likenessOf(a: HeatMap, b: HeatMap): Likeness {
  const [one, other] = [a, b].map((map) => toUnit(resize(map, SIDE, SIDE)));
  return {
    correlation: Math.abs(rankCorrelation(a.values, b.values)),
    ssim: structuralSimilarity(one!, other!),
  };
}

/** Estimates over the cases, from each case's mean over the draws, so that n counts cases. */
function estimatesOf(rows: readonly (readonly Likeness[])[], { patients }: SanityOptions, random: Random) {
  const perCase = patients.map((_, i) => meanOf(rows.map((row) => row[i]!)));
  const estimate = (values: readonly number[]) => estimateMean(values, patients, random)!;
  return {
    correlation: estimate(perCase.map(({ correlation }) => correlation)),
    ssim: estimate(perCase.map(({ ssim }) => ssim)),
  };
}

/** Maps of different patients where there are any. */
function pairsOf({ before, patients, random }: SanityOptions): [HeatMap, HeatMap][] {
  const pairs: [HeatMap, HeatMap][] = [];
  const draw = random.fork('pairs');
  for (let attempt = 0; attempt < 20 * PAIRS && pairs.length < PAIRS; attempt++) {
    const [i, j] = [draw.integer(before.length), draw.integer(before.length)];
    if (patients[i] !== patients[j]) pairs.push([before[i]!, before[j]!]);
  }
  return pairs;
}

function meanOf(all: readonly Likeness[]): Likeness {
  const mean = (values: readonly number[]): number =>
    values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    correlation: mean(all.map(({ correlation }) => correlation)),
    ssim: mean(all.map(({ ssim }) => ssim)),
  };
}
