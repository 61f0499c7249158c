import type { FrameMetadata } from './frame.ts';
import type { HeatmapMethod } from '../heatmaps/heatmap-method.ts';
import type { InstanceId, ModelId, PredictionId, StudyId } from '../ids.ts';

/** One label's answer by one model, as shown to people. */
export interface Finding {
  readonly model: ModelId;
  readonly label: string;
  /** Calibrated, 0 to 1. */
  readonly probability: number;
  /** The model's operating point for this label. */
  readonly threshold: number;
  readonly positive: boolean;
}

/** Everything needed to say where a prediction came from, and to make it again. */
export interface Provenance {
  readonly modelSha256: string;
  readonly modelVersion: string;
  readonly cardVersion: number;
  readonly preprocessingVersion: number;
  /** SHA-256 over all that decides what the model answers: file, version, labels, preprocessing, calibration, thresholds. */
  readonly scoringFingerprint: string;
  readonly provider: string;
  readonly runtimeVersion: string;
  /** SHA-256 of the tensor the model saw. */
  readonly inputSha256: string;
  readonly temperature: number;
}

export interface Prediction {
  readonly id: PredictionId;
  readonly instanceId: InstanceId;
  readonly frameIndex: number;
  readonly model: ModelId;
  /** In the order of `labels`, before the softmax and before calibration. */
  readonly logits: readonly number[];
  readonly labels: readonly string[];
  readonly findings: readonly Finding[];
  readonly provenance: Provenance;
  readonly durationMs: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** A model's refusal to score a frame, with the reason as a sentence. */
export interface Refusal {
  readonly instanceId: InstanceId;
  readonly frameIndex: number;
  readonly model: ModelId;
  readonly code: string;
  readonly reason: string;
  readonly createdAt: string;
}

export type Verdict = 'agree' | 'disagree';

/** What the reader had seen before committing, in order. */
export interface SeenStep {
  readonly what: 'image' | 'prediction' | 'heatmap' | 'similar cases';
  /** Of a heatmap: how it was made. Not noted before there was a choice, when all were Grad-CAM. */
  readonly method?: HeatmapMethod | undefined;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface Review {
  readonly id: number;
  readonly studyId: StudyId;
  readonly predictionId: PredictionId;
  readonly model: ModelId;
  readonly label: string;
  /** As it stood when the reader answered. */
  readonly probability: number;
  readonly positive: boolean;
  readonly verdict: Verdict;
  readonly note: string;
  readonly reader: string;
  readonly seen: readonly SeenStep[];
  readonly createdAt: string;
  /** Set when it was taken back; it stays in the history. */
  readonly withdrawnAt: string | null;
}

export type FileFormat = 'dicom' | 'jpeg' | 'png';

export interface Instance {
  readonly id: InstanceId;
  readonly studyId: StudyId;
  /** Where the file lies on this machine. */
  readonly path: string;
  readonly format: FileFormat;
  readonly modality: string | null;
  readonly seriesDescription: string | null;
  readonly frameCount: number;
  /** Of the first frame. */
  readonly metadata: FrameMetadata;
  /** SHA-256 of the file. */
  readonly sha256: string;
  /** Another file in the casebook has the same SOP Instance UID and other bytes: the UID doesn't tell them apart. */
  readonly isUidShared: boolean;
  /** Set for images made by the phantom; shown wherever the image is. */
  readonly isSynthetic: boolean;
}

export type StudyStatus = 'unread' | 'read';

/** One line of the worklist. */
export interface WorklistRow {
  readonly studyId: StudyId;
  readonly patientName: string;
  readonly patientId: string;
  readonly description: string;
  readonly modality: string;
  /** DICOM Study Date as YYYY-MM-DD, null when the file has none. */
  readonly studyDate: string | null;
  readonly importedAt: string;
  readonly instanceCount: number;
  /** The instance whose picture and findings stand for the study. */
  readonly keyInstanceId: InstanceId;
  readonly isSynthetic: boolean;
  readonly status: StudyStatus;
  /** The highest probability of each model and label over the study's frames. */
  readonly findings: readonly Finding[];
  /** Why nothing was scored, when nothing was. */
  readonly refusal: string | null;
  readonly lastVerdict: Verdict | null;
}

export interface Study {
  readonly id: StudyId;
  readonly patientName: string;
  readonly patientId: string;
  /** YYYY-MM-DD */
  readonly patientBirthDate: string | null;
  readonly patientSex: string | null;
  readonly accessionNumber: string | null;
  readonly description: string;
  readonly modality: string;
  readonly studyDate: string | null;
  readonly importedAt: string;
  readonly isSynthetic: boolean;
  readonly instances: readonly Instance[];
  readonly predictions: readonly Prediction[];
  readonly refusals: readonly Refusal[];
  readonly reviews: readonly Review[];
}
