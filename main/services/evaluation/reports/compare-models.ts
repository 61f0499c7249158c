/** Several models measured on the same images of a dataset. */
import { t } from '../../../contract/messages/messages.ts';
import type { ComparedRow, ComparisonReport, EvaluatedModel } from '../../../contract/evaluation-report.ts';
import type { CallRule, ComparisonRequest } from '../../../contract/evaluation-request.ts';
import type { LabelScores } from '../../../contract/evaluation.ts';
import type { ComparedProbabilities } from '../../../domain/comparison/compare.ts';
import type { EnsembleKind } from '../../../domain/comparison/comparison-report.ts';
import { combine, leastPatients, type Ensemble } from '../../../domain/comparison/ensembles.ts';
import { probabilityOf } from '../../../domain/models/findings-of-logits.ts';
import { atHalf } from '../../../domain/evaluation/thresholds.ts';
import { failure, success, type Outcome, type Failure } from '../../../domain/outcome.ts';
import type { InstalledModel } from '../../models/installed-models.ts';
import { describeDataset, describeModel } from './describe.ts';
import { nothingMeasured, type Evaluated, type MeasuredDataset } from './evaluate-model.ts';
import { entriesOf, gatherEntries, type ScoredEntry } from '../scoring/scored-entries.ts';
import { toStoredScores } from './stored-entry-scores.ts';
import { commonLabels, ownLabel } from '../scoring/label-map.ts';
import { measureInThread } from './measure-in-thread.ts';
import type { DatasetScores } from '../scoring/score-dataset.ts';
import { warningsOf } from './warnings.ts';

export type ComparisonOptions = Omit<ComparisonRequest, 'dataset' | 'models'>;

/** One finding over the measured cases. */
interface ComparedScores extends LabelScores {
  readonly ensembles: readonly Ensemble[];
}

/**
 * @param scores one a model. Faults: 'evaluation.empty-split', 'evaluation.nothing-measured',
 * 'evaluation.too-few-patients'; rejects with the signal's reason.
 */
export async function compareModels(
  models: readonly InstalledModel[],
  on: MeasuredDataset,
  scores: readonly DatasetScores[],
  options: ComparisonOptions,
  signal?: AbortSignal,
): Promise<Outcome<Evaluated<ComparisonReport>>> {
  const { dataset, id, audit, labelMap, at } = on;
  const { measured, summary } = gatherEntries(entriesOf(dataset, options.split), labelMap, scores);
  if (measured.length === 0) return nothingMeasured(summary.listed);
  const unfit = options.ensembles.find((kind) => summary.patients < leastPatients[kind]);
  if (unfit !== undefined) return tooFewToFit(unfit, summary.patients);
  const patients = measured.map(({ patient }) => patient);
  const labels = comparedFindings(models, on).map((label) => compareLabel(label, models, measured, options.ensembles));
  const described = await Promise.all(
    models.map((model, i) =>
      describeModel(
        model,
        measured.map((each) => each.scores[i]!),
      ),
    ),
  );
  const compared = labels.map(({ label, positives, probabilities }) => {
    return { label, positives, patients, rows: rowsOf(label, probabilities, models, options.rule) };
  });
  const seed = `comparison ${dataset.fingerprint} ${options.split}`;
  const findings = await measureInThread((api) => api.comparison(compared, seed), signal);
  const report: ComparisonReport = {
    kind: 'comparison',
    id: null,
    at,
    request: options,
    dataset: describeDataset(dataset, id, options.split, audit),
    cases: summary,
    labelMap,
    warnings: warningsOf({
      models,
      dataset,
      split: options.split,
      audit,
      labelMap,
      cases: summary,
      positives: Object.fromEntries(labels.map(({ label, positives }) => [label, positives.filter(Boolean).length])),
    }),
    rows: [
      ...described.map((model): ComparedRow => ({ kind: 'model', title: model.title, model })),
      ...options.ensembles.map((kind, k) => ensembleRow(kind, k, described, labels)),
    ],
    findings,
  };
  const columns = labels.map(({ label, positives, probabilities }) => ({ label, positives, probabilities }));
  return success({ report, cases: toStoredScores(measured, columns, null) });
}

function tooFewToFit(kind: EnsembleKind, patients: number): Failure {
  return failure('evaluation.too-few-patients', { ensemble: kind, patients, needed: leastPatients[kind] });
}

/**
 * The labels that all models know and that the dataset has a label for. Where all models have the same two labels, one
 * mirrors the other: then the finding of the first that has one stands for both.
 */
export function comparedFindings(
  models: readonly InstalledModel[],
  { labelMap }: Pick<MeasuredDataset, 'labelMap'>,
): readonly string[] {
  const meant = new Set(
    Object.values(labelMap).flatMap((meaning) => (meaning.kind === 'label' ? [meaning.label] : [])),
  );
  const known = commonLabels(models).filter((label) => meant.has(label));
  const isMirrored = models.every(
    ({ card }) => card.labels.length === 2 && (card.activation ?? 'softmax') === 'softmax',
  );
  if (!isMirrored || known.length < 2) return known;
  const point = models.flatMap(({ card }) => card.operatingPoints)[0]?.label.toLowerCase();
  const finding = known.find((label) => label.toLowerCase() === point);
  return finding === undefined ? known.slice(1) : [finding];
}

function compareLabel(
  label: string,
  models: readonly InstalledModel[],
  measured: readonly ScoredEntry[],
  kinds: readonly EnsembleKind[],
): ComparedScores {
  const positives = measured.map(({ labels }) => labels.includes(label));
  const patients = measured.map(({ patient }) => patient);
  const members = models.map((model, i) => probabilitiesOfLabel(model, ownLabel(model, label), measured, i));
  const ensembles = kinds.map((kind) => combine(kind, members, positives, patients));
  return { label, positives, ensembles, probabilities: [...members, ...ensembles.map((each) => each.probabilities)] };
}

function probabilitiesOfLabel(
  { card }: InstalledModel,
  label: string,
  measured: readonly ScoredEntry[],
  place: number,
): number[] {
  return measured.map(({ scores }) => probabilityOf(card, scores[place]!.logits, label));
}

/** An ensemble has no operating point of its own: it calls from one half. */
function rowsOf(
  label: string,
  probabilities: readonly (readonly number[])[],
  models: readonly InstalledModel[],
  rule: CallRule,
): ComparedProbabilities[] {
  return probabilities.map((row, i) => {
    if (rule.kind === 'sensitivity') return { probabilities: row, calls: { sensitivity: rule.atLeast } };
    const model = models[i];
    if (rule.kind === 'half' || model === undefined) return { probabilities: row, calls: atHalf };
    const point = model.card.operatingPoints.find((each) => each.label === ownLabel(model, label));
    if (point === undefined) return { probabilities: row, calls: atHalf };
    return { probabilities: row, calls: { kind: 'card', threshold: point.threshold, rule: point.rule } };
  });
}

function ensembleRow(
  kind: EnsembleKind,
  place: number,
  members: readonly EvaluatedModel[],
  labels: readonly ComparedScores[],
): ComparedRow {
  const sum = (of: (model: EvaluatedModel) => number): number => members.reduce((total, each) => total + of(each), 0);
  return {
    kind: 'ensemble',
    ensemble: kind,
    title: t(`ensembles:${kind}.title`),
    megabytes: sum(({ megabytes }) => megabytes),
    millisecondsPerImage: sum(({ speed }) => speed.millisecondsPerImage),
    weights: Object.fromEntries(labels.map(({ label, ensembles }) => [label, ensembles[place]!.weights])),
  };
}
