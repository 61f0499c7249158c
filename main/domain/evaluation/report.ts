/**
 * The result of an evaluation of a model on a dataset. A null stands wherever a measure is not defined, as without
 * cases that have the label; every rate carries its 95 % interval over patients and the number of cases it rests on.
 */
import type { CodedMessage } from '../messages/coded-message.ts';
import type { Estimate } from '../statistics/estimate.ts';

/** Cases called by a threshold against the truth; each case counts once. */
export interface BinaryCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/** Rates of one label against the rest, called from a threshold upwards. */
export interface BinaryRates {
  readonly counts: BinaryCounts;
  readonly accuracy: Estimate | null;
  /** The mean of sensitivity and specificity. */
  readonly balancedAccuracy: Estimate | null;
  readonly sensitivity: Estimate | null;
  readonly specificity: Estimate | null;
  /** The share of the cases called positive that are positive, at the prevalence that this dataset happens to have. */
  readonly positivePredictiveValue: Estimate | null;
  readonly negativePredictiveValue: Estimate | null;
  readonly f1: Estimate | null;
  /** Matthews' correlation coefficient, −1 to 1. */
  readonly matthews: Estimate | null;
  /** The predictive values by Bayes' rule from sensitivity and specificity, where a prevalence was stated. */
  readonly atPrevalence: PredictiveValues | null;
}

export interface PredictiveValues {
  readonly prevalence: number;
  readonly positivePredictiveValue: Estimate | null;
  readonly negativePredictiveValue: Estimate | null;
}

/** Which threshold: one half, the card's, one that the person chose, or the highest with a wanted sensitivity. */
export type ThresholdKind = 'half' | 'card' | 'chosen' | 'sensitivity';

export interface RatesAtThreshold extends BinaryRates {
  readonly kind: ThresholdKind;
  /** On the calibrated probability; a case is called positive from it upwards. */
  readonly threshold: number;
  /** The interval of the threshold itself over resampled patients, where it was found on these cases; else null. */
  readonly thresholdInterval: readonly [number, number] | null;
  /** Why this threshold; in words where the card or a report of an earlier version has them. */
  readonly rule: CodedMessage | string;
}

/** A point of the ROC curve: what calling positive from the threshold upwards gives. The first has threshold 1 or more. */
export interface RocPoint {
  readonly threshold: number;
  readonly falsePositiveRate: number;
  readonly sensitivity: number;
}

export interface PrecisionRecallPoint {
  readonly threshold: number;
  readonly recall: number;
  readonly precision: number;
}

/** The band of a curve's y at the given x: pointwise 95 % over resampled patients. */
export interface BandPoint {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

export interface RocCurve {
  /** From (0, 0) to (1, 1); straight between them. Thinned to at most some hundreds of its corners. */
  readonly points: readonly RocPoint[];
  /** x is the false positive rate, y the sensitivity. */
  readonly band: readonly BandPoint[];
}

export interface PrecisionRecallCurve {
  /** By rising recall; a step to the right at the precision of the later point. Thinned likewise. */
  readonly points: readonly PrecisionRecallPoint[];
  /** x is the recall, y the precision. */
  readonly band: readonly BandPoint[];
  /** The precision of calling by chance: the share of positives. */
  readonly shareOfPositives: number;
}

export interface ReliabilityBin {
  /** Probabilities above it (the first bin: from it) … */
  readonly from: number;
  /** … up to and with this one. */
  readonly to: number;
  readonly n: number;
  /** Null in an empty bin. */
  readonly meanProbability: number | null;
  /** The share of its cases that have the label. */
  readonly observed: Estimate | null;
}

/** How well probabilities mean what they say. */
export interface CalibrationMeasures {
  /** Over ten bins of equal width, the mean distance of the label's probability to the share observed. */
  readonly expectedCalibrationError: Estimate;
  /** Mean squared distance of the label's probability from the truth, 0 to 1. */
  readonly brier: Estimate;
  /** Mean, in nats. */
  readonly negativeLogLikelihood: Estimate;
}

export interface FindingCalibration extends CalibrationMeasures {
  readonly bins: readonly ReliabilityBin[];
  /** Smooth histogram for the diagram's foot: cases with and without the label in 20 bins of probability. */
  readonly histogram: readonly {
    readonly from: number;
    readonly to: number;
    readonly positives: number;
    readonly negatives: number;
  }[];
}

/** Another temperature than the card's, fitted to this dataset. */
export interface TemperatureFit {
  /** The temperature on the card, which every probability of the report is made with. */
  readonly used: number;
  /** Fitted on all cases of this report: meant for other cases, so nothing in the report is measured with it. */
  readonly fitted: number;
  /**
   * The measures of a fit: each case under a temperature fitted on the other patients' cases only (five folds). Null
   * with fewer than ten patients. Over all labels: see `OverallCalibration`.
   */
  readonly crossFitted: OverallCalibration | null;
}

/** Over all labels at once. */
export interface OverallCalibration {
  /** The error of the likeliest label's probability (Guo et al. 2017, 15 bins), as on model cards. */
  readonly expectedCalibrationError: Estimate;
  /** Summed over the labels (Brier 1950), 0 to 2. */
  readonly brier: Estimate;
  readonly negativeLogLikelihood: Estimate;
}

/** Net benefit (Vickers & Elkin 2006), in true positives a case, at one threshold probability. */
export interface DecisionPoint {
  readonly threshold: number;
  readonly model: Estimate;
  /** As if every case were called positive. Calling none has 0. */
  readonly all: number;
}

export interface SubgroupLine {
  /** As in the dataset; an age is put into a band such as `40–59`. */
  readonly value: string;
  readonly n: number;
  readonly patients: number;
  readonly positives: number;
  /** Null without both kinds of case. */
  readonly auc: Estimate | null;
  /** At `SubgroupTable.threshold`. */
  readonly sensitivity: Estimate | null;
  readonly specificity: Estimate | null;
}

export interface SubgroupTable {
  /** Name of the attribute: age, sex, view, source, … */
  readonly attribute: string;
  readonly threshold: number;
  /** Most cases first, bands of age by age; at most 20. */
  readonly groups: readonly SubgroupLine[];
  /** Cases whose value is not known: in no group. */
  readonly unknown: number;
}

/** One label against the rest. */
export interface FindingReport {
  readonly label: string;
  readonly n: number;
  readonly positives: number;
  readonly patients: number;
  /** How the interval of `auc` was made: DeLong where each case is a patient of its own. */
  readonly intervalMethod: 'delong' | 'patient-bootstrap';
  readonly auc: Estimate | null;
  readonly averagePrecision: Estimate | null;
  readonly roc: RocCurve | null;
  readonly precisionRecall: PrecisionRecallCurve | null;
  /** At one half, at the card's operating points, then at those asked for. */
  readonly atThresholds: readonly RatesAtThreshold[];
  readonly calibration: FindingCalibration;
  readonly decisionCurve: readonly DecisionPoint[];
  readonly subgroups: readonly SubgroupTable[];
}

/** The report on labels that exclude each other: the likeliest one is the answer. */
export interface ClassReport {
  /** In the model's order. */
  readonly labels: readonly string[];
  /** Rows are the truth, columns the answer. */
  readonly confusion: readonly (readonly number[])[];
  readonly accuracy: Estimate;
  /** Mean over the labels that occur of the share answered right (scikit-learn's). */
  readonly balancedAccuracy: Estimate;
  /** Mean over the labels that occur or were answered. */
  readonly macroF1: Estimate;
  /** Gorodkin 2004, which is Matthews' for two labels. */
  readonly matthews: Estimate | null;
  readonly perLabel: readonly ClassLine[];
}

export interface ClassLine {
  readonly label: string;
  /** Cases that have it. */
  readonly n: number;
  readonly recall: Estimate | null;
  readonly precision: Estimate | null;
  readonly f1: Estimate | null;
}

/** The measures of a model on a dataset: pure numbers, without which model and which dataset. */
export interface EvaluationMeasures {
  /** Null where labels may be there together, or where a case's true label is none of the model's. */
  readonly classes: ClassReport | null;
  /** Mean over `findings` of the area of each against the rest; null when one has none. */
  readonly macroAuc: Estimate | null;
  /** Null where a case's true label is none of the model's. */
  readonly calibration: OverallCalibration | null;
  readonly temperature: TemperatureFit | null;
  /** For two labels that exclude each other the model's finding (the other is its mirror); else one a label. */
  readonly findings: readonly FindingReport[];
}
