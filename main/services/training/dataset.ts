/** A folder of labelled images as a list of samples, split by patient. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { ModelCard } from '../../domain/model-card.ts';
import { failure, success } from '../../domain/outcome.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { createRandom } from '../../domain/random.ts';

export type Split = 'train' | 'val';

export interface Sample {
  /** Relative to the data set's folder, with forward slashes. */
  readonly file: string;
  readonly path: string;
  readonly label: string;
  readonly patient: string;
  readonly split: Split;
}

export interface Dataset {
  /** The folder's name. */
  readonly name: string;
  /** In alphabetical order. */
  readonly labels: readonly string[];
  readonly samples: readonly Sample[];
  /** Where the split comes from, as a phrase. */
  readonly splitBy: string;
}

/** A line of index.csv, or a file of a class folder, before the split. */
interface Entry {
  readonly file: string;
  readonly label: string;
  readonly patient: string;
  /** As given; '' for none. */
  readonly split: string;
}

const imageName = /(\.(jpe?g|png|dcm|dicom)|^[^.]+)$/i;

/**
 * Reads `index.csv` (columns file, label and, where there, patient and split) or, without one, the files of each
 * class folder. Rows with a split other than train or val, such as test, are left out.
 */
export async function readDataset(
  folder: string,
  options: { readonly seed: number; readonly validationShare: number },
): Promise<Outcome<Dataset>> {
  const root = resolve(folder);
  const name = basename(root);
  const entries = await readEntries(root).catch((error: unknown) => explain(name, error));
  if ('ok' in entries) return entries;
  const labels = [...new Set(entries.map((entry) => entry.label))].sort();
  if (labels.length < 2) {
    return failure(
      'TOO_FEW_LABELS',
      `"${name}" holds images of ${labels.length === 0 ? 'no label' : 'one label only'}: put the images of each label in a folder of its own, or list them in an index.csv.`,
    );
  }
  const split = splitEntries(entries, options);
  if (!split.ok) return split;
  const samples = split.value.samples.map((entry) => ({ ...entry, path: join(root, entry.file) }));
  return checkSplits({ name, labels, samples, splitBy: split.value.splitBy });
}

function explain(name: string, error: unknown): Outcome<never> {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return failure('NO_DATA', `There is no data folder "${name}".`);
  return failure('UNREADABLE_DATA', `The data folder "${name}" can't be read: ${message}`);
}

async function readEntries(root: string): Promise<readonly Entry[]> {
  const names = await readdir(root, { withFileTypes: true });
  if (names.some((entry) => entry.name === 'index.csv'))
    return readIndex(await readFile(join(root, 'index.csv'), 'utf8'));
  const folders = names.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  const perLabel = await Promise.all(folders.map((entry) => readClassFolder(root, entry.name)));
  return perLabel.flat();
}

async function readClassFolder(root: string, label: string): Promise<readonly Entry[]> {
  const files = await readdir(join(root, label), { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && imageName.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
    .map((file) => ({ file, label, patient: patientOf(file), split: '' }));
}

function readIndex(text: string): readonly Entry[] {
  const rows = parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true }) as Partial<
    Record<keyof Entry, string>
  >[];
  return rows.map((row, i) => {
    if (!row.file || !row.label) throw new Error(`line ${i + 2} of index.csv has no file or no label.`);
    return {
      file: row.file,
      label: row.label,
      patient: row.patient || patientOf(row.file),
      split: splitNamed(row.split ?? ''),
    };
  });
}

function splitNamed(name: string): string {
  const split = name.toLowerCase();
  return split === 'valid' || split === 'validation' ? 'val' : split;
}

/**
 * The names of the published paediatric set tell the patient (`person7_bacteria_20.jpeg`, `IM-0115-0001.jpeg`).
 * Any other file counts as a patient of its own.
 */
function patientOf(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return /^person\d+(?=_)|^(NORMAL2-)?IM-\d+(?=-)/.exec(name)?.[0] ?? file;
}

function splitEntries(
  entries: readonly Entry[],
  options: { readonly seed: number; readonly validationShare: number },
): Outcome<{ samples: readonly (Entry & { split: Split })[]; splitBy: string }> {
  if (entries.every((entry) => entry.split === '')) {
    const validation = drawValidation(entries, options);
    const samples = entries.map((entry) => ({
      ...entry,
      split: validation.has(entry.patient) ? ('val' as const) : ('train' as const),
    }));
    return success({ samples, splitBy: 'patient, drawn for each label' });
  }
  const samples = entries.filter(
    (entry): entry is Entry & { split: Split } => entry.split === 'train' || entry.split === 'val',
  );
  const splitsOf = Map.groupBy(samples, (sample) => sample.patient);
  const torn = [...splitsOf.values()].filter((own) => new Set(own.map((sample) => sample.split)).size > 1).length;
  if (torn === 0) return success({ samples, splitBy: 'patient, as given in index.csv' });
  return failure(
    'PATIENT_IN_TWO_SPLITS',
    `${torn} ${torn === 1 ? 'patient has' : 'patients have'} images both for training and for validation, which would make the results look better than they are: correct the split column of index.csv.`,
  );
}

/** Patients for validation: for each label at random, until they have the wanted share of its images. */
function drawValidation(
  entries: readonly Entry[],
  { seed, validationShare }: { readonly seed: number; readonly validationShare: number },
): ReadonlySet<string> {
  const drawn = new Set<string>();
  for (const [label, own] of Map.groupBy(entries, (entry) => entry.label)) {
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

/** Both splits must have images of every label. */
export function checkSplits(dataset: Dataset): Outcome<Dataset> {
  for (const split of ['train', 'val'] as const) {
    const present = new Set(dataset.samples.filter((sample) => sample.split === split).map((sample) => sample.label));
    const missing = dataset.labels.filter((label) => !present.has(label));
    if (missing.length === 0) continue;
    const use = split === 'train' ? 'training' : 'validation';
    return failure(
      'TOO_FEW_IMAGES',
      `"${dataset.name}" has no image for ${use} with the label ${missing.join(', ')}: add images of more patients.`,
    );
  }
  return success(dataset);
}

/** What the card keeps of a data set: nothing that names a file or a patient. */
export function describeDataset(dataset: Dataset): ModelCard['training']['datasets'][number] {
  const lines = dataset.samples
    .map((sample) => [sample.file, sample.label, sample.patient, sample.split].join('\t'))
    .sort();
  return {
    name: dataset.name,
    fingerprint: createHash('sha256').update(lines.join('\n')).digest('hex'),
    splitBy: dataset.splitBy,
    splits: (['train', 'val'] as const).map((split) => {
      const samples = dataset.samples.filter((sample) => sample.split === split);
      return {
        split,
        images: samples.length,
        patients: new Set(samples.map((sample) => sample.patient)).size,
        perLabel: Object.fromEntries(
          dataset.labels.map((label) => [label, samples.filter((sample) => sample.label === label).length]),
        ),
      };
    }),
  };
}
