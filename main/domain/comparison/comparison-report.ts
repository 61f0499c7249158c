/** The result of a comparison of several models over the same cases. */
import type { Estimate } from '../statistics/estimate.ts';
import type { CalibrationMeasures, PrecisionRecallCurve, RatesAtThreshold, RocCurve } from '../evaluation/report.ts';

/** One model or ensemble for one finding; `row` is its place in the comparison's rows. */
export interface ComparedFinding extends CalibrationMeasures {
  readonly row: number;
  readonly auc: Estimate | null;
  readonly averagePrecision: Estimate | null;
  /** At the threshold that the comparison's rule gives this row; the paired tests are about its calls. */
  readonly at: RatesAtThreshold;
  readonly roc: RocCurve | null;
  readonly precisionRecall: PrecisionRecallCurve | null;
}

/** Rows a and b over the same cases, a < b. */
export interface PairedComparison {
  readonly a: number;
  readonly b: number;
  /** The area of a less that of b; null without two patients of both kinds. */
  readonly area: AreaTest | null;
  readonly calls: McNemarTest;
  /** Cohen's kappa between the calls of a and b; null where it is not defined (both always say the same one thing). */
  readonly kappa: Estimate | null;
  /** The share of cases that both call alike. */
  readonly agreement: Estimate;
}

export interface AreaTest {
  readonly difference: Estimate;
  /**
   * DeLong, DeLong & Clarke-Pearson 1988 where each case is a patient of its own; Obuchowski 1997's extension of it to
   * several images a patient otherwise.
   */
  readonly method: 'delong' | 'delong-clusters';
  /** Two-sided. 1 where the two rank alike. */
  readonly p: number;
  /** After Holm 1979 over all pairs of the finding. */
  readonly pHolm: number;
}

/**
 * Which of two is right where only one is (McNemar 1947). Where patients have several images the signs of whole
 * patients' differences are flipped, which with one image each is McNemar's exact test.
 */
export interface McNemarTest {
  /** Cases, by which of the two calls is right. */
  readonly bothRight: number;
  readonly onlyA: number;
  readonly onlyB: number;
  readonly bothWrong: number;
  /** Exact below 25 discordant patients; its mid-p from there on (Fagerland et al. 2013). */
  readonly method: 'exact' | 'mid-p';
  readonly byPatient: boolean;
  /** Two-sided. */
  readonly p: number;
  readonly pHolm: number;
}

/** All rows for one label against the rest. */
export interface ComparedLabel {
  readonly label: string;
  readonly n: number;
  readonly positives: number;
  readonly patients: number;
  readonly rows: readonly ComparedFinding[];
  readonly pairs: readonly PairedComparison[];
}

export const ensembleKinds = ['mean', 'weighted', 'stacking'] as const;
/** Mean of the probabilities; weighted by each model's worth on the other patients; logistic regression on the logits. */
export type EnsembleKind = (typeof ensembleKinds)[number];
