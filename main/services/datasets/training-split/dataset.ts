/** Labelled images with their patients, split into those to learn from and those to judge by. */
import type { SplitOrigin } from '../../../domain/datasets/split-origin.ts';
import type { ModelCard } from '../../../domain/models/model-card.ts';
import { fingerprintOf } from '../opening/fingerprint.ts';
import { labelsIn } from '../opening/labels-in.ts';

export type Split = 'train' | 'val';

export interface Sample {
  /** Relative to the data set's folder, with forward slashes. */
  readonly file: string;
  readonly label: string;
  /** The file itself where no patient is known. */
  readonly patient: string;
  readonly isPatientKnown: boolean;
  /** SHA-256 of the file; null while it has not been read. */
  readonly sha256: string | null;
  readonly split: Split;
}

export interface Dataset {
  /** The folder's name. */
  readonly name: string;
  /** The dataset's fingerprint as it is registered; unknown for a folder that the command line names. */
  readonly fingerprint?: string;
  /** In alphabetical order. */
  readonly labels: readonly string[];
  readonly samples: readonly Sample[];
  readonly splitOrigin: SplitOrigin;
}

/** The noun for the validation samples, as a plural. */
export function validationCases({ splitOrigin }: Dataset): string {
  return splitOrigin.ofUnknownPatients === 0 ? 'validation patients' : 'validation images';
}

const contentOf = ({ sha256, label, patient, isPatientKnown }: Sample, split: Split | null) => ({
  sha256,
  labels: labelsIn(label),
  patient: isPatientKnown ? patient : null,
  split,
});

/**
 * The card's record of a data set: nothing that names a file or a patient. The fingerprint is that of the images that
 * were used with the split as it was used: where that was given and all were used, that of the dataset itself. The
 * dataset's own fingerprint stands beside it, by which the dataset is known again where the training drew the split.
 */
export function describeDataset(dataset: Dataset): NonNullable<ModelCard['training']>['datasets'][number] {
  const { splitOrigin, samples } = dataset;
  return {
    name: dataset.name,
    fingerprint: fingerprintOf(samples.map((sample) => contentOf(sample, sample.split))),
    datasetFingerprint:
      dataset.fingerprint ??
      fingerprintOf(samples.map((sample) => contentOf(sample, splitOrigin.isGiven ? sample.split : null))),
    splitBy: splitOrigin,
    splits: (['train', 'val'] as const).map((split) => {
      const samples = dataset.samples.filter((sample) => sample.split === split);
      return {
        split,
        images: samples.length,
        patients: new Set(samples.map((sample) => sample.patient)).size,
        perLabel: Object.fromEntries(
          dataset.labels.map((label) => [
            label,
            samples.filter((sample) => labelsIn(sample.label).includes(label)).length,
          ]),
        ),
      };
    }),
  };
}
