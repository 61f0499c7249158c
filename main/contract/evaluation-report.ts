/** A model, or several, measured on a dataset: which ones, on which cases, and what came of it. */
import type { AuditText } from '../domain/datasets/audit-statements.ts';
import type { AuditSummary } from '../domain/datasets/dataset.ts';
import type { ComparedLabel, EnsembleKind } from '../domain/comparison/comparison-report.ts';
import type { EvaluationMeasures } from '../domain/evaluation/report.ts';
import type { DatasetId, EvaluationId, ModelId } from '../domain/ids.ts';
import type { CodedMessage } from '../domain/messages/coded-message.ts';
import type { ComparisonRequest, EvaluationRequest, LabelMap, SplitChoice } from './evaluation-request.ts';

/** The details of a warning, by its code. */
interface WarningDetails {
  /** The model was trained on these very images, or on others of the same dataset in another state. */
  readonly TRAINED_ON: { readonly model: string; readonly dataset: string; readonly isSame: boolean };
  /** The model ships as an example of what not to trust. */
  readonly EXAMPLE_ONLY: { readonly model: string; readonly reason: string };
  /** Epoch, calibration and threshold were chosen on these images. */
  readonly CHOSEN_ON: { readonly model: string; readonly dataset: string; readonly isSame: boolean };
  /** An error that the audit of the dataset found. */
  readonly AUDIT_ERRORS: { readonly finding: AuditText };
  readonly NOT_AUDITED: Readonly<Record<never, never>>;
  readonly NOT_SCORED: { readonly count: number; readonly all: number };
  readonly LEFT_OUT: { readonly labels: readonly string[] };
  readonly COUNTED_AS_REST: { readonly labels: readonly string[] };
  readonly PATIENTS_UNKNOWN: { readonly count: number };
  /** Few images have the label, or few are without it. */
  readonly FEW_CASES: { readonly label: string; readonly count: number; readonly have: boolean };
  /** No image has the label, or all have it. */
  readonly LABEL_WITHOUT_CASES: { readonly label: string; readonly all: boolean };
}

export type WarningCode = keyof WarningDetails;

/** `error` when the numbers must not be believed as they stand. */
type WarningSeverity = 'error' | 'warning' | 'note';

interface WarningOf<Code extends WarningCode> {
  readonly code: Code;
  readonly severity: WarningSeverity;
  readonly details: WarningDetails[Code];
  readonly sentence?: undefined;
}

/** As reports of Overread 0.1 hold it. */
interface StoredWarning {
  readonly code: WarningCode;
  readonly severity: WarningSeverity;
  readonly sentence: string;
}

/** A sentence is made of it by `contract/messages/warning-sentences.ts`. */
export type EvaluationWarning = { readonly [Code in WarningCode]: WarningOf<Code> }[WarningCode] | StoredWarning;

/** The model as it was when it scored. */
export interface EvaluatedModel {
  readonly id: ModelId;
  readonly title: string;
  readonly version: string;
  readonly sha256: string;
  /** The fingerprint of everything that decides its answers: another one now means that it was replaced since. */
  readonly scoringFingerprint: string;
  readonly labels: readonly string[];
  readonly activation: 'softmax' | 'sigmoid';
  readonly network: string;
  readonly parameters: number;
  /** The size of model.onnx. */
  readonly megabytes: number;
  readonly views: number;
  readonly speed: ScoringSpeed;
}

export interface ScoringSpeed {
  /** Preparing the pixels and running the model, without reading the file: the median over these cases, when they were scored. */
  readonly millisecondsPerImage: number;
  /** ONNX Runtime's name of what it ran on. */
  readonly provider: string;
}

export interface EvaluatedDataset {
  /** Null where it is not registered, or no longer. */
  readonly id: DatasetId | null;
  readonly name: string;
  readonly fingerprint: string;
  readonly split: SplitChoice;
  /** The audit of this state of the dataset. */
  readonly audit: AuditSummary | null;
}

export interface EvaluatedEntries {
  /** Images in the split. */
  readonly listed: number;
  /** Measured: each of these has a score and a truth. */
  readonly measured: number;
  readonly patients: number;
  /** Measured images whose patient is unknown: each counts as a patient of its own. */
  readonly ofUnknownPatients: number;
  /** Left out by the label map. */
  readonly leftOut: number;
  /** Could not be scored; the first 500. */
  readonly notScored: number;
  readonly notScoredEntries: readonly { readonly entry: number; readonly file: string; readonly fault: CodedMessage }[];
}

export interface EvaluationReport {
  readonly kind: 'evaluation';
  /** Null in the casebook, where the row has it. */
  readonly id: EvaluationId | null;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly request: Omit<EvaluationRequest, 'dataset' | 'model'>;
  readonly model: EvaluatedModel;
  readonly dataset: EvaluatedDataset;
  readonly cases: EvaluatedEntries;
  /** The meaning that each label of the dataset was given. */
  readonly labelMap: LabelMap;
  readonly warnings: readonly EvaluationWarning[];
  readonly measures: EvaluationMeasures;
}

/** A row of a comparison: the models in the order asked for, then the ensembles. */
export type ComparedRow =
  | { readonly kind: 'model'; readonly title: string; readonly model: EvaluatedModel }
  | {
      readonly kind: 'ensemble';
      readonly title: string;
      readonly ensemble: EnsembleKind;
      /** The sums over its members. */
      readonly megabytes: number;
      readonly millisecondsPerImage: number;
      /** By label: each member's weight in it; for `mean` all are alike, for `stacking` they are coefficients. */
      readonly weights: Readonly<Record<string, readonly number[]>>;
    };

export interface ComparisonReport {
  readonly kind: 'comparison';
  readonly id: EvaluationId | null;
  readonly at: string;
  readonly request: Omit<ComparisonRequest, 'dataset' | 'models'>;
  readonly dataset: EvaluatedDataset;
  /** Only cases that every model has scored are measured, so that all rows are about the same ones. */
  readonly cases: EvaluatedEntries;
  readonly labelMap: LabelMap;
  readonly warnings: readonly EvaluationWarning[];
  readonly rows: readonly ComparedRow[];
  /** One a finding that all models know, each against the rest. */
  readonly findings: readonly ComparedLabel[];
}
