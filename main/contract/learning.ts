/** Learning from reads: labels that readers agree on, what to read next, and which frames are alike. */
import { type } from '@orpc/contract';
import { z } from 'zod';
import type { AcquisitionScore } from '../domain/active-learning/active-learning.ts';
import type { Finding } from '../domain/studies/study.ts';
import { instanceId, modelId, type InstanceId, type ModelId, type PersonId, type StudyId } from '../domain/ids.ts';
import type { Note } from '../domain/messages/note.ts';
import type { SettledLabel } from '../domain/studies/read-label.ts';
import { operation } from './operation.ts';

/** How far the casebook's reads make a labelled set of a finding. Counts are of frames. */
export interface LabelCount {
  readonly label: string;
  readonly present: number;
  readonly absent: number;
  /** Readers differ, and nobody has decided. */
  readonly open: number;
  readonly readers: readonly string[];
  /** By whose finding was answered to, the most first: a dataset is of the answers to one model. */
  readonly byModel: readonly ModelCount[];
}

export interface ModelCount {
  readonly model: ModelId;
  readonly present: number;
  readonly absent: number;
}

/** A frame as it is shown beside another, or in a list. */
export interface FrameSummary {
  readonly studyId: StudyId;
  readonly instanceId: InstanceId;
  readonly frameIndex: number;
  readonly personId: PersonId;
  readonly patientName: string;
  /** The study's description; the file's name for an image without a patient. */
  readonly description: string;
  readonly patientId: string;
  /** DICOM Study Date as YYYY-MM-DD, null when the file has none. */
  readonly studyDate: string | null;
  readonly isSynthetic: boolean;
  /** The findings of the models in use, as they scored this frame. */
  readonly findings: readonly Finding[];
}

/** A case whose readers differ, or that was decided. */
export interface Difference extends FrameSummary {
  readonly settled: SettledLabel;
}

export interface ProposedFrame extends FrameSummary {
  readonly acquisitionScore: AcquisitionScore;
}

export interface ReadingQueue {
  /** Frames that the models in use have scored and nobody has read. */
  readonly unread: number;
  /** The most instructive first. */
  readonly frames: readonly ProposedFrame[];
}

export interface SimilarFrame extends FrameSummary {
  /** Cosine between the model's features of both, -1…1. */
  readonly similarity: number;
  readonly isSamePatient: boolean;
  /** The readers' answers about it, one entry a finding. */
  readonly reads: readonly SettledLabel[];
}

export interface SimilarFrames {
  readonly model: ModelId;
  /** Frames whose features were compared. */
  readonly searched: number;
  /** The most alike first. */
  readonly frames: readonly SimilarFrame[];
  /** Why none can be found with this model; else null. */
  readonly reason: Note | null;
}

const place = { instanceId, frameIndex: z.number().int().nonnegative().default(0) };

export const learningContract = {
  labels: operation.output(type<readonly LabelCount[]>()),
  /** Open ones first, then those decided, each the latest first. */
  differences: operation.output(type<readonly Difference[]>()),
  /** The last word where readers differ; written to the audit log. */
  adjudicate: operation
    .input(
      z.object({
        ...place,
        label: z.string().min(1).max(200),
        isPresent: z.boolean(),
        note: z.string().max(10_000).default(''),
      }),
    )
    .output(type<SettledLabel>()),
  /** Which unread frames would teach most. */
  queue: operation
    .input(z.object({ limit: z.number().int().min(1).max(100).default(20) }))
    .output(type<ReadingQueue>()),
  /** Cases of the casebook that the model sees as most alike; by the first model in use where none is named. */
  similar: operation
    .input(z.object({ ...place, model: modelId.optional(), limit: z.number().int().min(1).max(50).default(8) }))
    .output(type<SimilarFrames>()),
};
