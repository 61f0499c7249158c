/**
 * Which unread frames would teach most when read next. A frame is worth reading when the models are unsure of it
 * (uncertainty sampling, Lewis & Gale 1994), when they contradict each other (query by committee, Seung, Opper &
 * Sompolinsky 1992), and when it is unlike what was read or chosen already (core-sets, Sener & Savarese 2018).
 */
import { cosineSimilarity, type FeatureVector } from './feature-vector.ts';

/** One model's answer on one label. */
export interface CandidateFinding {
  readonly label: string;
  /** Calibrated, 0 to 1. */
  readonly probability: number;
  /** The operating point, 0 to 1. */
  readonly threshold: number;
}

export interface Candidate {
  readonly findings: readonly CandidateFinding[];
  /** Null where its model gives none. */
  readonly features: FeatureVector | null;
}

/** Each 0…1. */
export interface AcquisitionScore {
  /** Entropy in bits of the answer seen from its operating point, where it is largest; of the least sure model. */
  readonly uncertainty: number;
  /** Jensen–Shannon divergence in bits of the models' answers on a label, the largest. */
  readonly disagreement: number;
  /** Cosine distance to the nearest case that was read or chosen before, at most 1; 1 where there is none. */
  readonly novelty: number;
}

export type AcquisitionReason = 'disagreement' | 'uncertainty' | 'novelty';

/** From these on a part of the score is a reason of its own: an entropy of 0.9 bits is an answer of 0.32 to 0.68. */
const leastReason: Readonly<Record<AcquisitionReason, number>> = { disagreement: 0.1, uncertainty: 0.9, novelty: 0.1 };

/** Why a frame is worth reading, the weightiest reason first; none where nothing about it stands out. */
export function acquisitionReasons(score: AcquisitionScore): readonly AcquisitionReason[] {
  return (['disagreement', 'uncertainty', 'novelty'] as const).filter((reason) => score[reason] >= leastReason[reason]);
}

export interface Proposal extends AcquisitionScore {
  /** Place among the candidates. */
  readonly index: number;
}

const entropy = (p: number): number => (p <= 0 || p >= 1 ? 0 : -p * Math.log2(p) - (1 - p) * Math.log2(1 - p));

/** The probability with its odds divided by those of the threshold: 0.5 where the decision tips. */
function fromThreshold({ probability: p, threshold: t }: CandidateFinding): number {
  const [present, absent] = [p * (1 - t), (1 - p) * t];
  return present + absent === 0 ? 0.5 : present / (present + absent);
}

export function uncertaintyOf(findings: readonly CandidateFinding[]): number {
  return findings.reduce((most, finding) => Math.max(most, entropy(fromThreshold(finding))), 0);
}

export function disagreementOf(findings: readonly CandidateFinding[]): number {
  const perLabel = [...Map.groupBy(findings, ({ label }) => label).values()].map((ofLabel) => {
    const answers = ofLabel.map(fromThreshold);
    const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    return entropy(mean(answers)) - mean(answers.map(entropy));
  });
  return Math.max(0, ...perLabel);
}

/** Frames that are alike still differ a little: they come last, but they come. */
const LEAST_NOVELTY = 0.01;

/**
 * The candidates to read next, the most instructive first: one by one the largest (uncertainty + disagreement)·novelty,
 * so that ten views of one question do not fill the list. Novelty only falls with each comparison, so that only those
 * are compared that may still be the best (lazy evaluation: Minoux 1978).
 * @param read features of the frames that were read, of the same model as the candidates'.
 */
export function proposeFrames(
  candidates: readonly Candidate[],
  { read, count }: { readonly read: readonly FeatureVector[]; readonly count: number },
): Proposal[] {
  const open = candidates.map(({ findings, features }, index) => ({
    index,
    features,
    uncertainty: uncertaintyOf(findings),
    disagreement: disagreementOf(findings),
    novelty: 1,
    /** With how many of `others` it was compared: its novelty is no more than it was beside these. */
    compared: 0,
  }));
  const others = [...read];
  const chosen: Proposal[] = [];
  const scoreOf = (one: (typeof open)[number]): number =>
    (one.uncertainty + one.disagreement) * Math.max(LEAST_NOVELTY, one.novelty);
  while (chosen.length < count && open.length > 0) {
    const best = open.reduce((most, one, place) => (scoreOf(one) > scoreOf(open[most]!) ? place : most), 0);
    const found = open[best]!;
    if (found.compared < others.length) {
      found.novelty = Math.min(found.novelty, noveltyBeside(found.features, others, found.compared));
      found.compared = others.length;
      continue;
    }
    open.splice(best, 1);
    const { index, features, uncertainty, disagreement, novelty } = found;
    chosen.push({ index, uncertainty, disagreement, novelty });
    if (features !== null) others.push(features);
  }
  return chosen;
}

function noveltyBeside(features: FeatureVector | null, others: readonly FeatureVector[], from: number): number {
  let novelty = 1;
  if (features === null) return novelty;
  for (let i = from; i < others.length; i++)
    novelty = Math.min(novelty, Math.max(0, 1 - cosineSimilarity(features, others[i]!)));
  return novelty;
}
