/** All measures of a model on a dataset, out of its scores. */
import { clauseOf } from '../messages/clause.ts';
import type { OperatingPoint } from '../models/model-card.ts';
import { hasLabel } from './metrics.ts';
import type { Random } from '../statistics/random.ts';
import { estimateAreaOf, estimateMeanArea } from './area.ts';
import { answersOf, classReport } from './classes.ts';
import { decisionCurve, estimateAveragePrecision, precisionRecallCurve, resampleCurves, rocCurve } from './curves.ts';
import {
  decisionsOf,
  fitAnotherTemperature,
  overallCalibration,
  probabilitiesOf,
  type ScoredEntries,
} from './scored-entries.ts';
import { rankScores } from './ranking.ts';
import type { BinaryScores } from './rates.ts';
import { findingCalibration } from './reliability.ts';
import type { EvaluationMeasures, FindingReport } from './report.ts';
import { drawResamples, patientsRepeat, type Resamples } from '../statistics/resamples.ts';
import { subgroupTables, type Attributes } from './subgroups.ts';
import { atHalf, ratesAtSensitivity, ratesAtWanted, type WantedThreshold } from './thresholds.ts';

export interface MeasureOptions {
  /** The labels to measure against the rest, out of the model's. */
  readonly findings: readonly string[];
  /** The card's operating points in its order: the first of a label is the one in use. */
  readonly operatingPoints: readonly Pick<OperatingPoint, 'label' | 'threshold' | 'rule'>[];
  readonly thresholds: readonly number[];
  readonly sensitivity: number | null;
  readonly prevalence: number | null;
  /** One a case. */
  readonly attributes: readonly Attributes[];
  readonly random: Random;
}

/** The cases of one label against the rest. */
export function binaryScores(cases: ScoredEntries, label: string): BinaryScores {
  const column = cases.labels.indexOf(label);
  return {
    probabilities: probabilitiesOf(cases).map((row) => row[column]!),
    positives: cases.truths.map((truth) => hasLabel(truth, column)),
  };
}

export function measureEntries(cases: ScoredEntries, options: MeasureOptions): EvaluationMeasures {
  const { random } = options;
  const resamples = drawResamples(cases.patients, random);
  const decisions = decisionsOf(cases);
  // The same seed draws the same patients for the decisions as for the cases.
  const ofDecisions = decisions === null || cases.isExclusive ? resamples : drawResamples(decisions.patients, random);
  const perLabel = options.findings.map((label) => binaryScores(cases, label));
  return {
    classes:
      cases.isExclusive && decisions !== null
        ? classReport(cases.labels, decisions.labels, answersOf(probabilitiesOf(cases)), resamples)
        : null,
    macroAuc: estimateMeanArea(
      perLabel.map(({ probabilities, positives }) => rankScores(probabilities, positives)),
      resamples,
    ),
    calibration: decisions && overallCalibration(decisions, cases.temperature, ofDecisions),
    temperature: decisions && fitAnotherTemperature(decisions, cases.temperature, ofDecisions),
    findings: perLabel.map((each, i) => measureFinding(options.findings[i]!, each, cases.patients, resamples, options)),
  };
}

function measureFinding(
  label: string,
  cases: BinaryScores,
  patients: readonly string[],
  resamples: Resamples,
  options: MeasureOptions,
): FindingReport {
  const { probabilities, positives } = cases;
  const ranking = rankScores(probabilities, positives);
  const curves = resampleCurves(ranking, resamples);
  const wanted = wantedThresholds(label, options);
  const inUse = options.operatingPoints.find((point) => point.label === label) ?? atHalf;
  const { sensitivity, prevalence } = options;
  const found = sensitivity === null ? null : ratesAtSensitivity(cases, sensitivity, resamples, prevalence);
  return {
    label,
    n: positives.length,
    positives: positives.filter(Boolean).length,
    patients: resamples.patients,
    intervalMethod: patientsRepeat(resamples) ? 'patient-bootstrap' : 'delong',
    auc: estimateAreaOf(ranking, resamples, curves.areas),
    averagePrecision: estimateAveragePrecision(ranking, curves, resamples),
    roc: rocCurve(ranking, curves),
    precisionRecall: precisionRecallCurve(ranking, curves),
    atThresholds: [
      ...wanted.map((each) => ratesAtWanted(cases, each, resamples, prevalence)),
      ...(found === null ? [] : [found]),
    ],
    calibration: findingCalibration(cases, resamples),
    decisionCurve: decisionCurve(ranking, curves),
    subgroups: subgroupTables(
      { ...cases, patients, attributes: options.attributes },
      inUse.threshold,
      options.random.fork(`subgroups ${label}`),
    ),
  };
}

/** One half, those of the card that differ from it, those asked for. */
function wantedThresholds(label: string, { operatingPoints, thresholds }: MeasureOptions): WantedThreshold[] {
  const ofCard = operatingPoints
    .filter((point) => point.label === label && point.threshold !== 0.5)
    .map(({ threshold, rule }) => ({ kind: 'card' as const, threshold, rule }));
  const chosen = thresholds.map((threshold) => ({
    kind: 'chosen' as const,
    threshold,
    rule: clauseOf('threshold.chosen', {}),
  }));
  return [atHalf, ...ofCard, ...chosen];
}
