/** The report of an audit; JSON-safe, as the casebook keeps it and the pages show it. */
import type { CodedMessage } from '../messages/coded-message.ts';
import type { AuditText } from './audit-statements.ts';
import type { NumberProperty, ProbeFeature, PropertySubject } from './file-properties.ts';
import type { AuditSummary, DatasetCounts } from './dataset.ts';
import type { DatasetSplit, ProbeName, Severity } from './dataset-terms.ts';
import type { Estimate } from '../statistics/estimate.ts';

/** Stable names for programs; the text is for people. */
export type FindingCode =
  | 'ONE_LABEL'
  | 'UNREADABLE'
  | 'LEFT_OUT'
  | 'PATIENTS_UNKNOWN'
  | 'PATIENT_IN_TWO_SPLITS'
  | 'DUPLICATE_ACROSS_SPLITS'
  | 'DUPLICATE_WITH_OTHER_LABEL'
  | 'DUPLICATE_OF_OTHER_PATIENT'
  | 'DUPLICATE_WITHIN_SPLIT'
  | 'LOOKALIKE_ACROSS_SPLITS'
  | 'LOOKALIKE_WITH_OTHER_LABEL'
  | 'LOOKALIKE_WITHIN_SPLIT'
  | 'CLASS_IMBALANCE'
  | 'LABEL_IN_SEVERAL_SPELLINGS'
  | 'ROWS_CONTRADICT'
  | 'SOURCE_TELLS_LABEL'
  | 'NAMES_TELL_LABEL'
  | 'FILE_TELLS_LABEL'
  | 'BORDER_TELLS_LABEL'
  | 'INTENSITY_TELLS_LABEL'
  | 'FEW_TEST_CASES'
  | 'NO_SPLIT'
  | 'PARTLY_SPLIT'
  | 'SPLIT_WITHOUT_LABEL';

export type AuditFinding = AuditText & {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly numbers: Readonly<Record<string, number>>;
  /** Indexes of the images concerned, at most 200 of `entryCount`. */
  readonly entries: readonly number[];
  readonly entryCount: number;
};

/** Two images that show the same. */
export interface DuplicatePair {
  readonly a: number;
  readonly b: number;
  /** The same bytes; the same pixels in other bytes; pixels that look the same. */
  readonly kind: 'file' | 'pixels' | 'look';
  /** Bits in which their perceptual hashes differ, for `look`; else 0. */
  readonly distance: number;
  readonly isAcrossSplits: boolean;
  readonly hasOtherLabel: boolean;
  /** Two patients are named. */
  readonly hasOtherPatient: boolean;
}

export interface ClassAudit {
  readonly label: string;
  readonly images: number;
  readonly patients: number;
  readonly perSplit: DatasetCounts['perSplit'];
  /** Images to show, drawn by a fixed seed. */
  readonly samples: readonly number[];
}

/** One property of the files, per label. */
export type PropertyAudit =
  | {
      readonly kind: 'number';
      readonly property: NumberProperty;
      /** Null where no image of the label has it. */
      readonly perLabel: Readonly<
        Record<string, { readonly median: number; readonly low: number; readonly high: number } | null>
      >;
    }
  | {
      readonly kind: 'word';
      readonly subject: PropertySubject;
      /** The commonest first; null for the images whose word is not known. */
      readonly words: readonly (string | null)[];
      /** Images with each word; one more number counts those with any rarer word, where there are some. */
      readonly perLabel: Readonly<Record<string, readonly number[]>>;
    };

/** A small model that tries to predict the label from what has nothing to do with the disease. */
export type ProbeAudit = AuditText & {
  readonly name: ProbeName;
  readonly severity: Severity;
  /** Each label against the rest; a label with fewer than ten patients is not tried: null. */
  readonly perLabel: Readonly<Record<string, Estimate | null>>;
  /** The lower end of an interval from which on it is a warning, or an error; null where it never is. */
  readonly limits: { readonly warning: number | null; readonly error: number | null };
  /** The features that predict most, the strongest first; in words in reports of earlier versions. */
  readonly strongest: readonly (ProbeFeature | string)[];
  /** Images of the label predicted best that were predicted with the highest confidence. */
  readonly surest: readonly number[];
};

/** The precision of a rate measured on one side of the split. */
export type PrecisionAudit = AuditText & {
  readonly split: DatasetSplit | null;
  readonly label: string;
  readonly withLabel: number;
  readonly withoutLabel: number;
  /** Half the 95 % interval of a sensitivity and a specificity of 0.90 (Wilson), and of an AUC of 0.95 (Hanley and McNeil). */
  readonly sensitivityHalfWidth: number | null;
  readonly specificityHalfWidth: number | null;
  readonly aucHalfWidth: number | null;
};

export interface AuditReport {
  /** The version of this format and of the rules behind it. */
  readonly version: number;
  readonly datasetName: string;
  readonly summary: AuditSummary;
  readonly labels: readonly string[];
  readonly counts: DatasetCounts;
  readonly findings: readonly AuditFinding[];
  readonly classes: readonly ClassAudit[];
  /** Patients with images in several splits, by their images. */
  readonly patientsAcrossSplits: readonly (readonly number[])[];
  /** At most 500, those across splits and with other labels first. */
  readonly duplicates: readonly DuplicatePair[];
  readonly duplicateCount: number;
  readonly unreadable: readonly { readonly entry: number; readonly fault: CodedMessage }[];
  readonly properties: readonly PropertyAudit[];
  readonly probes: readonly ProbeAudit[];
  readonly precision: readonly PrecisionAudit[];
}
