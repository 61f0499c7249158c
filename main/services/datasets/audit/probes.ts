/** Can the label be told from what has nothing to do with the disease? Small models try. */
import type { AuditFinding, ProbeAudit, ProbeName } from '../../../domain/audit-report.ts';
import type { Severity } from '../../../domain/dataset.ts';
import { fitLogistic, logitOf } from '../../../domain/logistic-regression.ts';
import { estimateAuc } from '../../../domain/metrics.ts';
import type { Estimate } from '../../../domain/model-card.ts';
import { createRandom } from '../../../domain/random.ts';
import type { Examined } from './examine-dataset.ts';
import { finding, listed } from './finding.ts';
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

/** Limits for the lower end of the 95 % interval of the AUC. */
const limits: Readonly<Record<ProbeName, { readonly note: number; readonly warning: number; readonly error: number }>> =
  {
    source: { note: 0.6, warning: 0.7, error: 0.9 },
    // A name is no pixel: a model doesn't see it, and who sorted the images may have named them by what they show.
    names: { note: 0.7, warning: Infinity, error: Infinity },
    file: { note: 0.6, warning: 0.7, error: 0.9 },
    border: { note: 0.6, warning: 0.7, error: 0.9 },
    // A disease changes them itself.
    intensity: { note: 0.7, warning: 0.9, error: Infinity },
  };

const probeNames = Object.keys(probeFeatures) as ProbeName[];

/** Those that have something to look at. */
export function runProbes(examined: Examined): ProbeAudit[] {
  if (examined.labels.length < 2) return [];
  const measured = createRandom('audit probes').shuffle(measuredOf(examined)).slice(0, MOST_IMAGES);
  const told = probeNames.flatMap((name) => {
    const features = withoutConstants(probeFeatures[name](measured));
    const isOfColumns = name === 'source' || name === 'names';
    return features.names.length === 0 && isOfColumns ? [] : [probe(name, features, measured, examined.labels)];
  });
  return told.map((each) => withOtherSign(each, told));
}

/** What is the same everywhere tells nothing. */
function withoutConstants({ names, rows }: ProbeFeatures): ProbeFeatures {
  const kept = names.flatMap((_, i) => (rows.some((row) => row[i] !== rows[0]![i]) ? [i] : []));
  return { names: kept.map((i) => names[i]!), rows: rows.map((row) => Float64Array.from(kept, (i) => row[i]!)) };
}

function probe(
  name: ProbeName,
  features: ProbeFeatures,
  measured: readonly Measured[],
  labels: readonly string[],
): ProbeAudit {
  const perLabel: Record<string, Estimate | null> = {};
  for (const label of labels) {
    const opposite = labels.length === 2 ? perLabel[labels[0]!] : undefined;
    // Of two labels that exclude each other one is the other's mirror image.
    const isMirrored = opposite !== undefined && measured.every(({ entry }) => entry.labels.length === 1);
    perLabel[label] = isMirrored ? opposite : tellLabel(name, label, features, measured);
  }
  const [best, estimate] = strongestLabel(perLabel);
  const severity = severityOf(name, estimate);
  const strongest = best === null || features.names.length === 0 ? [] : strongestFeatures(features, measured, best);
  return {
    name,
    severity,
    perLabel,
    limits: { warning: finite(limits[name].warning), error: finite(limits[name].error) },
    strongest,
    sentence: sentenceOf(name, severity, best, estimate, { labels, strongest, isEmpty: features.names.length === 0 }),
  };
}

const finite = (limit: number): number | null => (Number.isFinite(limit) ? limit : null);

function strongestLabel(perLabel: ProbeAudit['perLabel']): [string | null, Estimate | null] {
  const told = Object.entries(perLabel).filter((pair): pair is [string, Estimate] => pair[1] !== null);
  const [best] = told.toSorted((a, b) => b[1].interval95[0] - a[1].interval95[0]);
  return best ?? [null, null];
}

function severityOf(name: ProbeName, estimate: Estimate | null): Severity {
  const low = estimate?.interval95[0] ?? 0;
  return low >= limits[name].error ? 'error' : low >= limits[name].warning ? 'warning' : 'note';
}

const isPositive =
  (label: string): ((measured: Measured) => boolean) =>
  ({ entry }) =>
    entry.labels.includes(label);
const patientOf = ({ entry }: Measured): string => entry.patient ?? `image ${entry.index}`;

/** The area under the curve of predictions that were each made by a model that hadn't seen the patient. */
function tellLabel(
  name: ProbeName,
  label: string,
  { names, rows }: ProbeFeatures,
  measured: readonly Measured[],
): Estimate | null {
  const positives = measured.map(isPositive(label));
  const patients = measured.map(patientOf);
  const patientsWith = (isIll: boolean): number => new Set(patients.filter((_, i) => positives[i] === isIll)).size;
  if (Math.min(patientsWith(true), patientsWith(false)) < FEW_PATIENTS) return null;
  const random = createRandom('audit probe').fork(name).fork(label);
  if (names.length === 0)
    return estimateAuc(
      positives.map(() => 0),
      positives,
      patients,
      random,
    );
  const folds = foldsOf(patients, positives);
  const scores = rows.map(() => 0);
  for (let fold = 0; fold < FOLDS; fold++) {
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
  return estimateAuc(scores, positives, patients, random);
}

/** Patients dealt out one after the other, those with the label first, so that each fold has its share of them. */
function foldsOf(patients: readonly string[], positives: readonly boolean[]): readonly number[] {
  const ill = new Set(patients.filter((_, i) => positives[i]));
  const shuffled = createRandom('audit folds').shuffle([...new Set(patients)].sort());
  const order = [...shuffled.filter((patient) => ill.has(patient)), ...shuffled.filter((patient) => !ill.has(patient))];
  const foldOf = new Map(order.map((patient, i) => [patient, i % FOLDS]));
  return patients.map((patient) => foldOf.get(patient)!);
}

/** By the weight that a model of all images gives them; the sides of the border by the mean over their pixels. */
function strongestFeatures({ names, rows }: ProbeFeatures, measured: readonly Measured[], label: string): string[] {
  const { weights } = fitLogistic(rows, measured.map(isPositive(label)), PENALTY);
  const groups = [...Map.groupBy(names.keys(), (i) => names[i]!)];
  const strength = (own: readonly number[]): number =>
    own.reduce((sum, i) => sum + Math.abs(weights[i]!), 0) / own.length;
  return groups
    .toSorted((a, b) => strength(b[1]) - strength(a[1]))
    .slice(0, STRONGEST)
    .map(([name]) => name);
}

const subjects: Readonly<Record<ProbeName, string>> = {
  source: 'the columns that tell where an image comes from',
  names: 'the forms of the files’ names',
  file: 'the files’ size, form and format alone',
  border: 'the outermost 3 % of the pixels alone',
  intensity: 'brightness, contrast and detail of the whole image alone',
};

interface Told {
  readonly labels: readonly string[];
  readonly strongest: readonly string[];
  readonly isEmpty: boolean;
}

function sentenceOf(
  name: ProbeName,
  severity: Severity,
  label: string | null,
  estimate: Estimate | null,
  { labels, strongest, isEmpty }: Told,
): string {
  if (isEmpty) return 'All files are alike in size, form and format: nothing there tells the labels apart.';
  if (label === null || estimate === null) return `Too few patients to say whether ${subjects[name]} tell the label.`;
  const { value, interval95: [low, high] } = estimate; // prettier-ignore
  const others = labels.length === 2 ? labels.find((each) => each !== label)! : 'the others';
  const area = `AUC ${value.toFixed(2)}, 95 % interval ${low.toFixed(2)} to ${high.toFixed(2)}`;
  if (low < limits[name].note) return `By ${subjects[name]}, ${label} is not reliably told from ${others} (${area}).`;
  const by = name === 'border' || name === 'intensity' ? '' : `, most by ${listed(strongest.slice(0, 3))}`;
  return `By ${subjects[name]}, ${label} is told from ${others} (${area}${by}). ${consequences[name][severity]}`;
}

const shortcut = 'A model can learn this instead of the disease, and will then fail elsewhere.';
const confounded =
  'Source and label are confounded: what is measured on this dataset says little about the disease. Bring images of all labels from the same sources.';

const consequences: Readonly<Record<ProbeName, Readonly<Record<Severity, string>>>> = {
  source: { error: confounded, warning: shortcut, note: 'Look at the subgroups.' },
  names: {
    error: confounded,
    warning: confounded,
    note: 'A model doesn’t see names, but other forms hint at other sources.',
  },
  file: { error: confounded, warning: shortcut, note: 'Resizing hides most of it.' },
  border: {
    error: `Position, collimation or markers differ between the labels. ${shortcut}`,
    warning: `Position, collimation or markers may differ between the labels. ${shortcut}`,
    note: 'Look at the samples.',
  },
  intensity: {
    error: shortcut,
    warning: 'A disease changes these too; compare with a simple model before a large one is praised.',
    note: 'A disease changes these too.',
  },
};

/** Files of another kind under names of another kind: two signs of another source are one proof. */
function withOtherSign(each: ProbeAudit, all: readonly ProbeAudit[]): ProbeAudit {
  if (each.name !== 'file' || each.severity !== 'warning') return each;
  const names = all.find(({ name }) => name === 'names');
  const [label] = strongestLabel(each.perLabel);
  const low = (label === null ? null : names?.perLabel[label])?.interval95[0] ?? 0;
  if (low < limits.source.error) return each;
  return {
    ...each,
    severity: 'error',
    sentence: `${each.sentence.replace(shortcut, '')}Their names tell the same. ${confounded}`,
  };
}

const codes = {
  source: 'SOURCE_TELLS_LABEL',
  names: 'NAMES_TELL_LABEL',
  file: 'FILE_TELLS_LABEL',
  border: 'BORDER_TELLS_LABEL',
  intensity: 'INTENSITY_TELLS_LABEL',
} as const;

/** Of those that found something. */
export function probeFindings(probes: readonly ProbeAudit[]): AuditFinding[] {
  return probes.flatMap(({ name, severity, sentence, perLabel }) => {
    const [, estimate] = strongestLabel(perLabel);
    if (estimate === null || estimate.interval95[0] < limits[name].note) return [];
    const { value, interval95: [low, high] } = estimate; // prettier-ignore
    return [finding(codes[name], severity, sentence, [], { auc: value, low, high })];
  });
}
