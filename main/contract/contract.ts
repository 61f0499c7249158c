/**
 * The one map of operations between the renderer (or another client) and the services. Every host
 * serves exactly this; every input is parsed by its schema before a service sees it.
 */
import type { CodedMessage } from '../domain/messages/coded-message.ts';
import { eventIterator, type, type ContractRouterClient } from '@orpc/contract';
import { z } from 'zod';
import { heatmapMethods } from '../domain/heatmaps/heatmap-method.ts';
import {
  instanceId,
  jobId,
  modelId,
  predictionId,
  studyId,
  type DatasetId,
  type ModelId,
  type StudyId,
  type TrainingId,
} from '../domain/ids.ts';
import type { ModelCard } from '../domain/models/model-card.ts';
import type { Job } from '../domain/job.ts';
import type { ComparisonNews } from '../domain/provider-comparison.ts';
import type { VersionState } from '../domain/models/promotion.ts';
import type { AuditEntry } from '../domain/audit-entry.ts';
import { seenStep, type Prediction, type Review, type Study } from '../domain/studies/study.ts';
import { worklistQuery, type WorklistResult } from '../domain/studies/worklist.ts';
import type { ListedFile, ScreeningRecord } from '../domain/studies/screening-record.ts';
import type { TrainingProgress } from '../domain/training/training.ts';
import { patientsContract } from './patients.ts';
import { learningContract } from './learning.ts';
import { datasetsContract } from './datasets.ts';
import { evaluationContract } from './evaluation.ts';
import { trainingContract } from './training.ts';
import { saliencyChecksContract } from './saliency-checks.ts';
import { registryContract } from './registry.ts';
import type { Explanation, FrameImage, HeatmapChoice } from './images.ts';
import { filePath, modelReference } from './model-reference.ts';
import { operation } from './operation.ts';
import type { ScreeningNews } from './screening.ts';
import { backupsContract } from './backups.ts';
import { settingsContract } from './settings.ts';

/** The way in by which a client reaches the workstation. */
export type HostKind = 'electron' | 'web' | 'command-line';

export interface SystemStatus {
  readonly version: string;
  readonly host: HostKind;
  /** Native dialogs and dropped paths (Electron); a browser has the folder browser and uploads instead. */
  readonly hasNativeFiles: boolean;
  readonly provider: ProviderStatus;
  readonly casebookName: string;
}

export interface ProviderStatus {
  /** ONNX Runtime's name for it: cpu, cuda, dml, coreml, webgpu. */
  readonly name: string;
  readonly state: 'starting' | 'ready' | 'failed';
  /** Providers that were tried before this one, with why they were refused. */
  readonly refused: readonly { readonly name: string; readonly reason: CodedMessage }[];
  /** ONNX Runtime's version; missing until the engine is ready. */
  readonly runtimeVersion?: string;
}

/** Whether the casebook's file and its audit log are as they were written. */
export interface CasebookCheck {
  /** The faults of the file; empty for a sound one. */
  readonly faults: readonly CodedMessage[];
  /** Entries of the audit log; null where its chain is broken. */
  readonly auditEntries: number | null;
  /** Where the chain is broken; else null. */
  readonly auditFault: CodedMessage | null;
  /** Rows of studies, predictions and reads, and how many of them the audit log vouches for. */
  readonly rows: number;
  readonly vouchedRows: number;
  /** Rows that are not as the audit log says. */
  readonly rowFaults: readonly CodedMessage[];
  /** Whether the head of the log is kept beside the casebook as well: a log cut at its end can be told then. */
  readonly isHeadKept: boolean;
}

export interface FolderEntry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'folder' | 'file';
  readonly sizeBytes: number | null;
}

export interface FolderListing {
  readonly path: string;
  /** Null at a root. */
  readonly parent: string | null;
  /** A page of them: folders first, then files, each in the order of their names. */
  readonly entries: readonly FolderEntry[];
  /** The numbers of all folders and files here, on all pages. */
  readonly folders: number;
  readonly files: number;
}

/** The card of a model that can score now. */
export interface InstalledCard extends ModelCard {
  /** As in the provenance of its predictions: another one there means that the model was replaced since. */
  readonly scoringFingerprint: string;
  /** Null for a model without findings, which is a start for training. Only the current ones score unasked. */
  readonly state: VersionState | null;
}

export type WorkstationEvent =
  | { readonly type: 'job'; readonly job: Job }
  /** Studies came, were scored or were read: ask again. */
  | { readonly type: 'worklistChanged' }
  /** Every two seconds: a page that hears nothing for longer knows that the workstation is gone. */
  | { readonly type: 'alive' }
  | { readonly type: 'studyChanged'; readonly studyId: StudyId }
  /** A dataset was added, removed or audited: ask again. */
  | { readonly type: 'datasetChanged'; readonly datasetId: DatasetId }
  /** An evaluation or comparison was kept or removed: ask again. */
  | { readonly type: 'evaluationsChanged' }
  /** A training came, went, ended an epoch or changed its state: ask again. */
  | { readonly type: 'trainingChanged'; readonly training: TrainingId }
  /** A few times a second while one is under way. */
  | { readonly type: 'trainingProgress'; readonly progress: TrainingProgress }
  | { readonly type: 'providerChanged'; readonly provider: ProviderStatus }
  /** A model came or went, is current now or no longer, or was measured by its gate: ask again. */
  | { readonly type: 'modelsChanged' }
  /** A method's heatmaps were examined: ask again. */
  | { readonly type: 'saliencyChecksChanged'; readonly model: ModelId };

/** Limits of one `screening.upload`, whose files a host holds in memory while it reads them. */
export const uploadLimits = { files: 2_000, bytesPerFile: 512 * 1024 * 1024 } as const;

const inFrame = z.object({ instanceId, frameIndex: z.number().int().nonnegative().default(0) });

const screeningRequest = z.object({
  paths: z.array(filePath).min(1).max(10_000),
  models: z.array(modelId).max(20).optional(),
});

export const contract = {
  system: {
    status: operation.output(type<SystemStatus>()),
    events: operation.output(eventIterator(type<WorkstationEvent>())),
    checkCasebook: operation.output(type<CasebookCheck>()),
    /** Whether the provider in use predicts, explains and learns as the CPU does, and how fast; on images of this side. */
    compareWithCpu: operation
      .input(z.object({ size: z.number().int().min(16).max(1024).default(64) }))
      .output(eventIterator(type<ComparisonNews>())),
  },
  files: {
    /** The folders that a page may browse. Empty in Electron and on the command line, which read what the account may. */
    roots: operation.output(type<readonly string[]>()),
    list: operation
      .input(
        z.object({
          path: z.string().min(1).max(4096),
          offset: z.number().int().nonnegative().default(0),
          limit: z.number().int().min(1).max(1_000).default(500),
        }),
      )
      .output(type<FolderListing>()),
    /** Electron only: a native dialog; null when it was closed. */
    pick: operation.input(z.object({ kind: z.enum(['folder', 'files']) })).output(type<readonly string[] | null>()),
  },
  screening: {
    /** The screenings that the casebook remembers, newest first. */
    list: operation.output(type<readonly ScreeningRecord[]>()),
    /**
     * The files of one that were not scored, and duplicates, from `offset` on. While it is under way files are added at
     * the end: a page asks for what it has not seen.
     */
    files: operation
      .input(
        z.object({
          screeningId: z.number().int().positive(),
          offset: z.number().int().nonnegative().default(0),
          limit: z.number().int().min(1).max(1_000).default(500),
        }),
      )
      .output(type<readonly ListedFile[]>()),
    /** Imports files and folders (and those inside them) and scores them by the models (the current ones when none is named). */
    start: operation.input(screeningRequest).output(type<Job>()),
    /** The same, told file by file; it goes on without the listener. A path that is not there is a file that failed. */
    run: operation.input(screeningRequest).output(eventIterator(type<ScreeningNews>())),
    /** The same for files that come with the call: they are kept beside the casebook. */
    upload: operation
      .input(
        z.object({
          files: z.array(z.file().max(uploadLimits.bytesPerFile)).min(1).max(uploadLimits.files),
          models: z.array(modelId).max(20).optional(),
        }),
      )
      .output(type<Job>()),
  },
  jobs: {
    list: operation.output(type<readonly Job[]>()),
    cancel: operation.input(z.object({ jobId })).output(type<Job>()),
    /** As soon as its work can rest; what can't be paused (`canPause`) goes on. */
    pause: operation.input(z.object({ jobId })).output(type<Job>()),
    resume: operation.input(z.object({ jobId })).output(type<Job>()),
    /** Forget the jobs that have ended. */
    clear: operation.output(type<readonly Job[]>()),
  },
  worklist: {
    query: operation.input(worklistQuery).output(type<WorklistResult>()),
  },
  studies: {
    get: operation.input(z.object({ studyId })).output(type<Study>()),
    review: operation
      .input(
        z.object({
          studyId,
          predictionId,
          label: z.string().min(1).max(200),
          verdict: z.enum(['agree', 'disagree']),
          note: z.string().max(10_000).default(''),
          seen: z.array(seenStep).max(1_000),
        }),
      )
      .output(type<Review>()),
    /** Takes an answer back; it stays in the history. */
    withdraw: operation.input(z.object({ studyId, reviewId: z.number().int().positive() })).output(type<Review>()),
    /** Keeps a note on the study, with or without an answer to a finding; returns its history. */
    note: operation
      .input(z.object({ studyId, note: z.string().trim().min(1).max(10_000) }))
      .output(type<readonly AuditEntry[]>()),
    history: operation.input(z.object({ studyId })).output(type<readonly AuditEntry[]>()),
  },
  patients: patientsContract,
  images: {
    frame: operation.input(inFrame).output(type<FrameImage>()),
    /** PNG or JPEG, longest side 256 pixels, displayed the right way round. */
    thumbnail: operation.input(z.object({ instanceId })).output(type<Blob>()),
  },
  models: {
    list: operation.output(type<readonly InstalledCard[]>()),
    /** The card of one, as its file says. */
    card: operation.input(z.object({ model: modelReference })).output(type<ModelCard>()),
    /** Scores the frame now and keeps the result in the casebook. */
    predict: operation.input(inFrame.extend({ model: modelId })).output(type<Prediction>()),
    heatmapMethods: operation.input(z.object({ model: modelId })).output(type<HeatmapChoice>()),
    /** The prediction and its heatmap, by the model's usual method where none is asked for; nothing is kept. */
    explain: operation
      .input(
        inFrame.extend({
          model: modelId,
          label: z.string().min(1).max(200),
          method: z.enum(heatmapMethods).optional(),
        }),
      )
      .output(type<Explanation>()),
  },
  learning: learningContract,
  datasets: datasetsContract,
  evaluation: evaluationContract,
  training: trainingContract,
  saliencyChecks: saliencyChecksContract,
  registry: registryContract,
  settings: settingsContract,
  backups: backupsContract,
};

export type Contract = typeof contract;

/** Every operation as a function, whichever way the calls travel. */
export type ContractClient = ContractRouterClient<Contract>;
