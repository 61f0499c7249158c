import { z } from 'zod';
import type { FrameMetadata } from './frame.ts';
import {
  unstatedAcquisition,
  unstatedMoment,
  type ImageHeader,
  type IssuerQualifiers,
  type Moment,
} from './image-header.ts';
import { codedMessage, type CodedMessage } from '../messages/coded-message.ts';
import { scoreFlag, type ScoreFlag } from '../acceptance/acceptance.ts';
import { heatmapMethods } from '../heatmaps/heatmap-method.ts';
import {
  instanceId,
  modelId,
  studyId,
  type InstanceId,
  type ModelId,
  type PersonId,
  type PredictionId,
  type SeriesId,
  type StudyId,
} from '../ids.ts';

/** One label's answer by one model, as shown to people. */
export interface Finding {
  readonly model: ModelId;
  readonly label: string;
  /** Calibrated, 0 to 1. */
  readonly probability: number;
  /** The model's operating point for this label. */
  readonly threshold: number;
  readonly positive: boolean;
  /** Doubts whether the model may score this image at all. */
  readonly flags: readonly ScoreFlag[];
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

/** A model's refusal to score a frame, with why. */
export interface Refusal {
  readonly instanceId: InstanceId;
  readonly frameIndex: number;
  readonly model: ModelId;
  readonly fault: CodedMessage;
  readonly createdAt: string;
}

export type Verdict = 'agree' | 'disagree';

/** One thing that the reader had seen before committing, in order. */
export const seenStep = z.object({
  what: z.enum(['image', 'prediction', 'heatmap', 'similar cases']),
  /** The method of a heatmap. Not noted before there was a choice, when all were Grad-CAM. */
  method: z.enum(heatmapMethods).optional(),
  /** ISO 8601, UTC. */
  at: z.iso.datetime(),
});
export type SeenStep = Readonly<z.infer<typeof seenStep>>;

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

/** Images that were acquired together. A JPEG or PNG is a series of its own, without identifiers. */
export interface Series {
  readonly id: SeriesId;
  /** Series Instance UID. */
  readonly uid: string | null;
  readonly number: number | null;
  readonly modality: string | null;
  readonly description: string | null;
  readonly bodyPart: string | null;
  readonly laterality: string | null;
  readonly frameOfReferenceUid: string | null;
  readonly moment: Moment;
}

/** The file's statements about an instance besides its identifiers and its frames. */
export type InstanceDetails = Pick<
  ImageHeader,
  'acquisitionMoment' | 'contentMoment' | 'timezoneOffset' | 'imageLaterality' | 'acquisition'
>;

/** Those of a JPEG, and of an image imported before they were kept. */
export const unstatedDetails: InstanceDetails = {
  acquisitionMoment: unstatedMoment,
  contentMoment: unstatedMoment,
  timezoneOffset: null,
  imageLaterality: null,
  acquisition: unstatedAcquisition,
};

export interface Instance extends InstanceDetails {
  readonly id: InstanceId;
  readonly studyId: StudyId;
  readonly seriesId: SeriesId;
  /** SOP Instance UID. */
  readonly uid: string | null;
  readonly sopClassUid: string | null;
  readonly number: number | null;
  /** Where the file lies on this machine. */
  readonly path: string;
  readonly format: FileFormat;
  readonly modality: string | null;
  readonly seriesDescription: string | null;
  readonly frameCount: number;
  /** The metadata of the first frame. */
  readonly metadata: FrameMetadata;
  /** SHA-256 of the file. */
  readonly sha256: string;
  /** Another file in the casebook has the same SOP Instance UID and other bytes: the UID doesn't tell them apart. */
  readonly isUidShared: boolean;
  /** Set for images made by the phantom; shown wherever the image is. */
  readonly isSynthetic: boolean;
  /** False for an image imported before whole headers were kept, until its file is opened again. */
  readonly isHeaderKept: boolean;
}

const finding = z.object({
  model: modelId,
  label: z.string(),
  probability: z.number(),
  threshold: z.number(),
  positive: z.boolean(),
  // Not in the lines of earlier versions.
  flags: z.array(scoreFlag).readonly().default([]),
});

/** One line of the worklist, as the casebook keeps it. */
export const worklistRow = z.object({
  studyId,
  /** Person Name (0010,0010) with all components and groups. */
  patientName: z.string(),
  patientId: z.string(),
  description: z.string(),
  modality: z.string(),
  /** DICOM Study Date as YYYY-MM-DD, null when the file has none. */
  studyDate: z.string().nullable(),
  importedAt: z.string(),
  instanceCount: z.number(),
  /** The instance whose picture and findings stand for the study. */
  keyInstanceId: instanceId,
  isSynthetic: z.boolean(),
  status: z.enum(['unread', 'read']),
  /** The highest probability of each model and label over the study's frames. */
  findings: z.array(finding).readonly(),
  /** Why nothing was scored, when nothing was. */
  refusal: codedMessage.nullable(),
  lastVerdict: z.enum(['agree', 'disagree']).nullable(),
});
export type WorklistRow = Readonly<z.infer<typeof worklistRow>>;

export interface Study {
  readonly id: StudyId;
  /** Study Instance UID. */
  readonly uid: string | null;
  /** DICOM Study ID (0020,0010), the department's own name of the study. */
  readonly dicomStudyId: string | null;
  /** The person to whom the study belongs. The fields below are the patient as the files of this study state them. */
  readonly personId: PersonId;
  /** Other people who may be this one, by what their files state. */
  readonly possiblySamePersons: readonly PersonId[];
  /** Person Name (0010,0010) with all components and groups; empty where there is none. */
  readonly patientName: string;
  /** DICOM Patient ID (0010,0020). */
  readonly patientId: string;
  readonly patientIdIssuer: string | null;
  readonly patientIdQualifiers: IssuerQualifiers | null;
  /** The character sets that the file states; empty where it states none, or was not read for them. */
  readonly characterSets: readonly string[];
  /** YYYY-MM-DD */
  readonly patientBirthDate: string | null;
  readonly patientSex: string | null;
  readonly accessionNumber: string | null;
  readonly description: string;
  readonly modality: string;
  /** YYYY-MM-DD, as in `moment`. */
  readonly studyDate: string | null;
  readonly moment: Moment;
  readonly importedAt: string;
  readonly isSynthetic: boolean;
  readonly series: readonly Series[];
  readonly instances: readonly Instance[];
  readonly predictions: readonly Prediction[];
  readonly refusals: readonly Refusal[];
  readonly reviews: readonly Review[];
}
