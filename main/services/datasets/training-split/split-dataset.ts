/** Splits labelled images so that no patient is on both sides, as far as the patients are known. */
import { failure, success } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { createRandom } from '../../../domain/statistics/random.ts';
import type { Dataset, Sample } from './dataset.ts';
import { labelsIn } from '../opening/labels-in.ts';
import type { Entry, ListedDataset } from './learning-list.ts';

export interface SplitOptions {
  readonly seed: number;
  readonly validationShare: number;
}

/** An entry whose file may have been read. */
type ReadEntry = Omit<Entry, 'path'> & { readonly sha256?: string };

type KnownEntry = ReadEntry & { readonly patient: string };

/**
 * By the split that the entries were given, or by one drawn for each label.
 * @param entries those that could be read, with all that is known of their patients.
 */
export function splitDataset(
  { name, labels, fingerprint, isDrawn = false }: Omit<ListedDataset, 'entries'>,
  entries: readonly ReadEntry[],
  options: SplitOptions,
): Outcome<Dataset> {
  const known = entries.map((entry) => ({ ...entry, patient: entry.patient ?? entry.file }));
  const validation = drawValidation(known, options);
  const samples = known.map(({ file, label, patient, ...entry }, i): Sample => ({
    file,
    label,
    patient,
    isPatientKnown: entries[i]!.patient !== null,
    sha256: entry.sha256 ?? null,
    split: entry.split ?? (validation.has(patient) ? 'val' : 'train'),
  }));
  const ofUnknownPatients = entries.filter(({ patient }) => patient === null).length;
  const isGiven = !isDrawn && entries.some(({ split }) => split !== null);
  const splitOrigin = { ofUnknownPatients, images: entries.length, isGiven };
  return checkPatients({ name, labels, samples, splitOrigin, ...(fingerprint !== undefined && { fingerprint }) });
}

/** Patients for validation: for each label at random, until they have the wanted share of its images. */
function drawValidation(entries: readonly KnownEntry[], { seed, validationShare }: SplitOptions): ReadonlySet<string> {
  const drawn = new Set<string>();
  for (const [label, own] of Map.groupBy(entries, (entry) => labelsIn(entry.label)[0]!)) {
    const patients = Map.groupBy(own, (entry) => entry.patient);
    const wanted = own.length * validationShare;
    let count = [...patients].reduce((sum, [patient, images]) => sum + (drawn.has(patient) ? images.length : 0), 0);
    for (const patient of createRandom(`split ${seed}`)
      .fork(label)
      .shuffle([...patients.keys()].sort())) {
      if (count >= wanted) break;
      if (drawn.has(patient)) continue;
      drawn.add(patient);
      count += patients.get(patient)!.length;
    }
  }
  return drawn;
}

function checkPatients(dataset: Dataset): Outcome<Dataset> {
  const splitsOf = Map.groupBy(dataset.samples, ({ patient }) => patient);
  const inBoth = [...splitsOf.values()].filter((own) => new Set(own.map(({ split }) => split)).size > 1).length;
  if (inBoth === 0) return checkLabels(dataset);
  return failure('dataset.patients-in-two-splits', { count: inBoth });
}

/** Both splits must have images with every label, and without it: those of labels together may all have one. */
function checkLabels(dataset: Dataset): Outcome<Dataset> {
  const missing = (labelled: readonly Sample[], isThere = true): string =>
    dataset.labels
      .filter((label) => !labelled.some((sample) => labelsIn(sample.label).includes(label) === isThere))
      .join(', ');
  const unread = missing(dataset.samples);
  if (unread !== '') {
    return failure('dataset.unread-label', { dataset: dataset.name, label: unread });
  }
  for (const split of ['train', 'val'] as const) {
    const own = dataset.samples.filter((sample) => sample.split === split);
    const [absent, everywhere] = [missing(own), missing(own, false)];
    if (absent === '' && everywhere === '') continue;
    const about = { dataset: dataset.name, split };
    return absent === ''
      ? failure('dataset.no-image-without-label', { ...about, label: everywhere })
      : failure('dataset.no-image-with-label', { ...about, label: absent });
  }
  return success(dataset);
}
