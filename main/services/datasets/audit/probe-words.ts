/** What the probes' areas mean: from where on they are a fault, and the sentence for the person. */
import type { ProbeName } from '../../../domain/datasets/audit-report.ts';
import type { Severity } from '../../../domain/datasets/dataset.ts';
import type { Estimate } from '../../../domain/statistics/estimate.ts';
import { listed } from './finding.ts';

/** Limits for the lower end of the 95 % interval of the AUC. */
export const probeLimits: Readonly<
  Record<ProbeName, { readonly note: number; readonly warning: number; readonly error: number }>
> = {
  source: { note: 0.6, warning: 0.7, error: 0.9 },
  // A name is no pixel: a model doesn't see it, and who sorted the images may have named them by what they show.
  names: { note: 0.7, warning: Infinity, error: Infinity },
  file: { note: 0.6, warning: 0.7, error: 0.9 },
  border: { note: 0.6, warning: 0.7, error: 0.9 },
  // A disease changes them itself.
  intensity: { note: 0.7, warning: 0.9, error: Infinity },
};

const subjects: Readonly<Record<ProbeName, string>> = {
  source: 'the columns that tell where an image comes from',
  names: 'the forms of the files’ names',
  file: 'the files’ size, form and format alone',
  border: 'the outermost 3 % of the pixels alone',
  intensity: 'brightness, contrast and detail of the whole image alone',
};

const confounded = {
  lead: 'Source and label are confounded: ',
  rest: 'What is measured on this dataset says little about the disease; bring images of all labels from the same sources.',
};
const shortcut = 'A model can learn this instead of the disease, and will then fail elsewhere.';

const consequences: Readonly<Record<ProbeName, Readonly<Record<Severity, { lead?: string; rest: string }>>>> = {
  source: { error: confounded, warning: { rest: shortcut }, note: { rest: 'Look at the subgroups.' } },
  names: {
    error: confounded,
    warning: confounded,
    note: { rest: 'A model doesn’t see names, but other forms hint at other sources.' },
  },
  file: { error: confounded, warning: { rest: shortcut }, note: { rest: 'Resizing hides most of it.' } },
  border: {
    error: { lead: 'The border tells the label: ', rest: `Position, collimation or markers differ. ${shortcut}` },
    warning: { rest: `Position, collimation or markers may differ. ${shortcut}` },
    note: { rest: 'Look at the samples.' },
  },
  intensity: {
    error: { rest: shortcut },
    warning: { rest: 'A disease changes these too; compare with a simple model before a large one is praised.' },
    note: { rest: 'A disease changes these too.' },
  },
};

interface Telling {
  readonly name: ProbeName;
  readonly severity: Severity;
  /** The one that is told best; null where there are too few patients. */
  readonly label: string | null;
  readonly estimate: Estimate | null;
  readonly labels: readonly string[];
  readonly strongest: readonly string[];
  /** There is nothing to tell by. */
  readonly isEmpty?: boolean;
}

export function probeSentence({ name, severity, label, estimate, labels, strongest, isEmpty }: Telling): string {
  if (isEmpty === true) return 'All files are alike in size, form and format: nothing there tells the labels apart.';
  if (label === null || estimate === null) return `Too few patients to say whether ${subjects[name]} tell the label.`;
  const { value, interval95: [low, high] } = estimate; // prettier-ignore
  const others = labels.length === 2 ? labels.find((each) => each !== label)! : 'the others';
  const area = `AUC ${value.toFixed(2)}, 95 % interval ${low.toFixed(2)} to ${high.toFixed(2)}`;
  if (low < probeLimits[name].note)
    return `${label} is not reliably told from ${others} by ${subjects[name]} (${area}).`;
  const isNamed = name === 'source' || name === 'file';
  const by = isNamed ? `; most by ${listed(strongest.slice(0, 3))}` : '';
  const { lead = '', rest } = consequences[name][severity];
  return `${lead}${label} is told from ${others} by ${subjects[name]} (${area}${by}). ${rest}`;
}
