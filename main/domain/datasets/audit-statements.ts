/** All that an audit can say, by code, with the details of each. Its sentences are messages: `auditSentenceOf`. */
import type { DatasetSplit, ProbeName, Severity } from './dataset-terms.ts';
import type { ProbeFeature } from './file-properties.ts';

interface Count {
  readonly count: number;
}

interface ProbedLabel {
  readonly probe: ProbeName;
  readonly label: string;
  /** The label that it is told from; null where there are several. */
  readonly other: string | null;
  readonly auc: number;
  readonly low: number;
  readonly high: number;
}

/** The precision of a rate on one side of the split; half widths are null where it can't be measured. */
interface Precision {
  readonly split: DatasetSplit | null;
  readonly label: string;
  readonly withLabel: number;
  readonly withoutLabel: number;
  readonly patientsWith: number;
  readonly patientsWithout: number;
  /** The rate and the AUC for which the half widths are. */
  readonly rate: number;
  readonly area: number;
  readonly sensitivityHalfWidth: number | null;
  readonly specificityHalfWidth: number | null;
  readonly aucHalfWidth: number | null;
}

export interface AuditStatements {
  readonly oneLabel: { readonly label: string };
  readonly imbalance: {
    readonly most: string;
    readonly least: string;
    readonly ratio: number;
    readonly mostImages: number;
    readonly leastImages: number;
    readonly isMultiLabel: boolean;
  };
  readonly noSplit: Readonly<Record<string, never>>;
  readonly splitWithoutLabel: { readonly split: DatasetSplit; readonly labels: readonly string[] };
  readonly partlySplit: Count;
  readonly unreadable: Count;
  /** Lines of index.csv whose split is none that is known. */
  readonly otherSplits: Count;
  /** Lines of index.csv about a file that an earlier line names. */
  readonly repeatedRows: Count;
  /** Images of which lines of index.csv say different things. */
  readonly contradictingRows: Count;
  readonly labelSpellings: { readonly labels: readonly string[] };
  /** Texts, tables and the like beside the images of class folders. */
  readonly otherFiles: Count;
  /** Folders beside those of the splits. */
  readonly otherFolders: { readonly folders: readonly string[] };
  /** Images on which readers differ. */
  readonly openReads: Count;
  readonly patientsAcrossSplits: Count & { readonly images: number };
  readonly patientsUnknown: Count & { readonly images: number; readonly isSplit: boolean };
  /** Pairs. */
  readonly duplicateAcrossSplits: Count;
  readonly duplicateWithOtherLabel: Count;
  readonly duplicateOfOtherPatient: Count;
  readonly duplicateWithinSplit: Count;
  readonly lookalikeAcrossSplits: Count;
  readonly lookalikeWithOtherLabel: Count;
  readonly lookalikeWithinSplit: Count;
  readonly probeWithoutDifference: Readonly<Record<string, never>>;
  readonly probeOfFewPatients: { readonly probe: ProbeName };
  readonly probeUnreliable: ProbedLabel;
  /** Earlier versions kept the strongest features in words. */
  readonly probePredicts: ProbedLabel & {
    readonly severity: Severity;
    readonly strongest: readonly (ProbeFeature | string)[];
  };
  readonly precision: Precision;
}

export type AuditStatement = {
  readonly [Code in keyof AuditStatements]: { readonly code: Code; readonly details: AuditStatements[Code] };
}[keyof AuditStatements];

/** As earlier versions kept it, or as a statement. */
export type AuditText = { readonly sentence: string } | { readonly statement: AuditStatement };
