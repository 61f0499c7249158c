/** Small models that try to predict the label from what has nothing to do with the disease. */
import type { AuditStatement } from '../../../domain/datasets/audit-statements.ts';
import type { AuditFinding, ProbeAudit } from '../../../domain/datasets/audit-report.ts';
import type { ProbeFeature } from '../../../domain/datasets/file-properties.ts';
import type { ProbeName } from '../../../domain/datasets/dataset-terms.ts';
import type { Severity } from '../../../domain/datasets/dataset-terms.ts';
import { fitLogistic, logitOf } from '../../../domain/statistics/logistic-regression.ts';
import { estimateAuc } from '../../../domain/evaluation/metrics.ts';
import type { Estimate } from '../../../domain/statistics/estimate.ts';
import { createRandom } from '../../../domain/statistics/random.ts';
import type { Examined } from './examined.ts';
import { findingLabels } from '../../../domain/datasets/findings-of-labels.ts';
import { ownEntry } from '../../../domain/own-entry.ts';
import { finding, textOf } from './finding.ts';
import { probeLimits } from './probe-limits.ts';
import { probeFeatures, type ProbeFeatures } from './probe-features.ts';
import { measuredOf, type Measured } from './properties.ts';

const FOLDS = 5;
/** Half the squared weights of standardised features count so many times: overfitting would hide a weak signal. */
const PENALTY = 10;
/** Patients with and without a label below which no probe says anything. */
const FEW_PATIENTS = 10;
/** More images make the intervals no more telling, only the audit slower; drawn by a fixed seed. */
const MOST_IMAGES = 4000;
const STRONGEST = 5;
/** Images shown that a probe predicts. */
const SUREST = 24;

const probeNames = Object.keys(probeFeatures) as ProbeName[];

/** Those that have something to look at. */
export function runProbes(examined: Examined): ProbeAudit[] {
  if (examined.labels.length < 2) return [];
  const measured = createRandom('audit probes').shuffle(measuredOf(examined)).slice(0, MOST_IMAGES);
  const labels = findingsFirst(examined);
  const told = probeNames.flatMap((name) => {
    const given = withoutConstants(probeFeatures[name](measured));
    const isOfColumns = name === 'source' || name === 'names';
    return given.features.length === 0 && isOfColumns ? [] : [probe(name, given, measured, labels)];
  });
  return told.map((each) => withOtherSign(each, told, labels));
}

/** So that of two labels the finding is the one that is predicted. */
function findingsFirst({ labels, isMultiLabel }: Examined): readonly string[] {
  const found = findingLabels(labels, undefined, isMultiLabel);
  const findings = found.ok ? found.value : [];
  return [...findings, ...labels.filter((label) => !findings.includes(label))];
}

/** Leaves out the features that are the same in all images, which tell nothing. */
function withoutConstants({ features, rows }: ProbeFeatures): ProbeFeatures {
  const kept = features.flatMap((_, i) => (rows.some((row) => row[i] !== rows[0]![i]) ? [i] : []));
  return { features: kept.map((i) => features[i]!), rows: rows.map((row) => Float64Array.from(kept, (i) => row[i]!)) };
}

function probe(
  name: ProbeName,
  given: ProbeFeatures,
  measured: readonly Measured[],
  labels: readonly string[],
): ProbeAudit {
  const isMirrored = labels.length === 2 && measured.every(({ entry }) => entry.labels.length === 1);
  const told = new Map<string, Prediction | null>();
  for (const label of labels) {
    // Of two labels that exclude each other one is the other's mirror image.
    const opposite = isMirrored ? told.get(labels[0]!) : undefined;
    told.set(label, opposite === undefined ? predictLabel(name, label, given, measured) : opposite);
  }
  const perLabel = Object.fromEntries([...told].map(([label, own]) => [label, own?.estimate ?? null]));
  const [label, estimate] = strongestLabel(perLabel);
  const severity = severityOf(name, estimate);
  const strongest = label === null || given.features.length === 0 ? [] : strongestFeatures(given, measured, label);
  const { warning, error } = probeLimits[name];
  return {
    name,
    severity,
    perLabel,
    limits: { warning: finite(warning), error: finite(error) },
    strongest,
    surest: label === null || given.features.length === 0 ? [] : surestOf(told.get(label)!.scores, measured, label),
    statement:
      given.features.length === 0
        ? { code: 'probeWithoutDifference', details: {} }
        : statementOf({ name, severity, label, estimate, labels, strongest }),
  };
}

interface Probed {
  readonly name: ProbeName;
  readonly severity: Severity;
  /** The one that is predicted best; null where there are too few patients. */
  readonly label: string | null;
  readonly estimate: Estimate | null;
  readonly labels: readonly string[];
  readonly strongest: ProbeAudit['strongest'];
}

function statementOf({ name, severity, label, estimate, labels, strongest }: Probed): AuditStatement {
  if (label === null || estimate === null) return { code: 'probeOfFewPatients', details: { probe: name } };
  const { value: auc, interval95: [low, high] } = estimate; // prettier-ignore
  const other = labels.length === 2 ? (labels.find((each) => each !== label) ?? null) : null;
  const details = { probe: name, label, other, auc, low, high };
  if (low < probeLimits[name].note) return { code: 'probeUnreliable', details };
  return { code: 'probePredicts', details: { ...details, severity, strongest } };
}

/** The images with the label that were predicted with the highest confidence. */
function surestOf(scores: readonly number[], measured: readonly Measured[], label: string): number[] {
  const having = [...measured.keys()].filter((i) => measured[i]!.entry.labels.includes(label));
  return having
    .toSorted((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, SUREST)
    .map((i) => measured[i]!.entry.index);
}

const finite = (limit: number): number | null => (Number.isFinite(limit) ? limit : null);

function strongestLabel(perLabel: ProbeAudit['perLabel']): [string | null, Estimate | null] {
  const told = Object.entries(perLabel).filter((pair): pair is [string, Estimate] => pair[1] !== null);
  const [best] = told.toSorted((a, b) => b[1].interval95[0] - a[1].interval95[0]);
  return best ?? [null, null];
}

function severityOf(name: ProbeName, estimate: Estimate | null): Severity {
  const low = estimate?.interval95[0] ?? 0;
  return low >= probeLimits[name].error ? 'error' : low >= probeLimits[name].warning ? 'warning' : 'note';
}

const isPositive =
  (label: string): ((measured: Measured) => boolean) =>
  ({ entry }) =>
    entry.labels.includes(label);
const patientOf = ({ entry }: Measured): string => entry.patient ?? `image ${entry.index}`;

interface Prediction {
  readonly estimate: Estimate;
  /** One a case, out of fold. */
  readonly scores: readonly number[];
}

/** The area under the curve of predictions that were each made by a model that hadn't seen the patient. */
function predictLabel(
  name: ProbeName,
  label: string,
  { features, rows }: ProbeFeatures,
  measured: readonly Measured[],
): Prediction | null {
  const positives = measured.map(isPositive(label));
  const patients = measured.map(patientOf);
  const patientsWith = (isPositive: boolean): number =>
    new Set(patients.filter((_, i) => positives[i] === isPositive)).size;
  if (Math.min(patientsWith(true), patientsWith(false)) < FEW_PATIENTS) return null;
  const random = createRandom('audit probe').fork(name).fork(label);
  const folds = foldsOf(patients, positives);
  const scores = rows.map(() => 0);
  for (let fold = 0; fold < FOLDS && features.length > 0; fold++) {
    const own = [...rows.keys()].filter((i) => folds[i] !== fold);
    const model = fitLogistic(
      own.map((i) => rows[i]!),
      own.map((i) => positives[i]!),
      PENALTY,
    );
    rows.forEach((row, i) => {
      if (folds[i] === fold) scores[i] = logitOf(model, row);
    });
  }
  return { estimate: estimateAuc(scores, positives, patients, random), scores };
}

/** Patients dealt out one after the other, those with the label first, so that each fold has its share of them. */
function foldsOf(patients: readonly string[], positives: readonly boolean[]): readonly number[] {
  const positive = new Set(patients.filter((_, i) => positives[i]));
  const shuffled = createRandom('audit folds').shuffle([...new Set(patients)].sort());
  const order = [
    ...shuffled.filter((patient) => positive.has(patient)),
    ...shuffled.filter((patient) => !positive.has(patient)),
  ];
  const foldOf = new Map(order.map((patient, i) => [patient, i % FOLDS]));
  return patients.map((patient) => foldOf.get(patient)!);
}

/** By the weight that a model of all images gives them; the sides of the border by the mean over their pixels. */
function strongestFeatures(
  { features, rows }: ProbeFeatures,
  measured: readonly Measured[],
  label: string,
): readonly ProbeFeature[] {
  const { weights } = fitLogistic(rows, measured.map(isPositive(label)), PENALTY);
  const groups = [...Map.groupBy(features.keys(), (i) => JSON.stringify(features[i]!)).values()];
  const strength = (own: readonly number[]): number =>
    own.reduce((sum, i) => sum + Math.abs(weights[i]!), 0) / own.length;
  return groups
    .toSorted((a, b) => strength(b) - strength(a))
    .slice(0, STRONGEST)
    .map(([i]) => features[i!]!);
}

/** Files of another kind under names of another kind: two signs of another source are one proof. */
function withOtherSign(each: ProbeAudit, all: readonly ProbeAudit[], labels: readonly string[]): ProbeAudit {
  if (each.name !== 'file' || each.severity !== 'warning') return each;
  const names = all.find(({ name }) => name === 'names');
  const [label, estimate] = strongestLabel(each.perLabel);
  const low = (label === null ? null : ownEntry(names?.perLabel ?? {}, label))?.interval95[0] ?? 0;
  if (low < probeLimits.source.error) return each;
  const { name, strongest } = each;
  return {
    ...each,
    severity: 'error',
    statement: statementOf({ name, severity: 'error', label, estimate, labels, strongest }),
  };
}

const codes = {
  source: 'SOURCE_TELLS_LABEL',
  names: 'NAMES_TELL_LABEL',
  file: 'FILE_TELLS_LABEL',
  border: 'BORDER_TELLS_LABEL',
  intensity: 'INTENSITY_TELLS_LABEL',
} as const;

/** The findings of those that predict a label. */
export function probeFindings(probes: readonly ProbeAudit[]): AuditFinding[] {
  return probes.flatMap(({ name, severity, perLabel, surest, ...text }) => {
    const [, estimate] = strongestLabel(perLabel);
    if (estimate === null || estimate.interval95[0] < probeLimits[name].note) return [];
    const { value, interval95: [low, high] } = estimate; // prettier-ignore
    return [finding(codes[name], severity, textOf(text), surest, { auc: value, low, high })];
  });
}
