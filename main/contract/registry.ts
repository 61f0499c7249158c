/** Which model is in use for what, and how another one takes its place. */
import { type } from '@orpc/contract';
import { z } from 'zod';
import { datasetSplits } from '../domain/datasets/dataset-terms.ts';
import { datasetId, modelId } from '../domain/ids.ts';
import type { Job } from '../domain/job.ts';
import type { CodedMessage } from '../domain/messages/coded-message.ts';
import type { Note } from '../domain/messages/note.ts';
import { normalisationSchema, type ModelCard, type Preprocessing } from '../domain/models/model-card.ts';
import type {
  Decision,
  GateReport,
  GateSettings,
  SitePoint,
  VersionKey,
  VersionState,
} from '../domain/models/promotion.ts';
import { filePath, modelReference } from './model-reference.ts';
import { operation } from './operation.ts';

/** One version, as the timeline shows it. */
export interface RegisteredVersion extends VersionKey {
  readonly state: VersionState;
  /** ISO 8601, UTC: when it was first seen here. */
  readonly joinedAt: string;
  readonly version: string;
  readonly title: string;
  readonly sha256: string;
  /** The model that it began with; null where it did not begin with one. */
  readonly parent: string | null;
  /** Comes with Overread, or was brought in or trained here. */
  readonly origin: 'bundled' | 'own';
  /** Its files are there: it can score. */
  readonly isInstalled: boolean;
  /** Shipped as an example: it is never current by itself. */
  readonly isExample: boolean;
  /** This site's operating points; empty where the card's are in use. */
  readonly sitePoints: readonly SitePoint[];
  /** The newest run of the gate for this version. */
  readonly gate: GateReport | null;
}

/**
 * Models with the same findings: of these one is current. Its id is the findings' names, such as `PNEUMONIA`, in the
 * alphabet's order, with commas between them.
 */
export interface Role {
  readonly id: string;
  /** Oldest first. */
  readonly versions: readonly RegisteredVersion[];
  readonly current: VersionKey | null;
  /** The version that a roll-back would bring back, with its own threshold; null when there is none. */
  readonly previous: VersionKey | null;
  /** Null until the site has set its gate. */
  readonly gate: GateSettings | null;
}

export interface RegistryOverview {
  readonly roles: readonly Role[];
  /** Models without findings: starts for training. */
  readonly starts: readonly ModelCard[];
  /** Faults of models that could not be loaded. */
  readonly faults: readonly CodedMessage[];
}

const roleId = z.string().min(1).max(2_000);
const share = z.number().min(0).max(1);
const gateSet = z.object({
  /** The registered dataset's id. */
  dataset: datasetId,
  /** All of it where null. */
  split: z.enum(datasetSplits).nullable(),
});

export const gateRequest = z.object({
  role: roleId,
  frozen: gateSet,
  validation: gateSet,
  aucMargin: share.default(0.05),
  sensitivityMargin: share.default(0.05),
  targetSensitivity: share.positive().default(0.95),
  calibrationErrorLimit: share.default(0.1),
  slopeLimits: z.tuple([z.number().positive(), z.number().positive()]).default([0.5, 2]),
});
export type GateRequest = z.output<typeof gateRequest>;

const reason = z.string().trim().max(2_000);

const words = z.string().max(10_000).optional();
/** The texts of a model card. */
const cardWords = { title: words, description: words, licence: words };
/** How it was asked for, as the model card tells it. */
const command = z.string().min(1).max(20_000).default('Models page');

/** How the images are prepared for a model from elsewhere, and where its answers are; guessed where left out. */
/** One image as a model from elsewhere would take and judge it. */
export interface ImportPreview {
  /** PNG, the picture at the size of the input, before normalisation. */
  readonly picture: Blob;
  readonly preprocessing: Preprocessing;
  /** The values that go in, normalised. */
  readonly input: { readonly least: number; readonly most: number; readonly mean: number };
  /** In the order of the labels. */
  readonly probabilities: readonly { readonly label: string; readonly probability: number }[];
  readonly notes: readonly Note[];
}

const modelFile = {
  file: z.file().max(1024 * 1024 * 1024),
  labels: z.array(z.string().trim().min(1).max(100)).min(1).max(200),
};

const importSettings = {
  /** The architecture of a file of weights; none for an ONNX file. */
  network: z.string().min(1).max(100).optional(),
  activation: z.enum(['softmax', 'sigmoid']).optional(),
  replaceHead: z.boolean().optional(),
  /** Height and width of the input, pixels. */
  size: z.number().int().min(1).max(4096).optional(),
  channels: z.union([z.literal(1), z.literal(3)]).optional(),
  /** Names of an ONNX graph's values. */
  input: z.string().min(1).max(1_000).optional(),
  logits: z.string().min(1).max(1_000).optional(),
  heatmap: z.string().min(1).max(1_000).optional(),
  intensity: z.enum(['percentile', 'voi']).optional(),
  resize: z.enum(['stretch', 'pad']).optional(),
  normalisation: normalisationSchema.optional(),
};

export const registryContract = {
  overview: operation.output(type<RegistryOverview>()),
  /** Newest first. */
  history: operation.input(z.object({ role: roleId })).output(type<readonly Decision[]>()),
  /** Fixes both sets at their content of now. */
  setGate: operation.input(gateRequest).output(type<GateSettings>()),
  /** A job; its report is then the version's `gate`, and `modelsChanged` tells of it. */
  runGate: operation.input(z.object({ model: modelId })).output(type<Job>()),
  /**
   * Makes the candidate current, at the operating point of that report. Refused when a check did not pass, or nothing
   * was measured, unless `override` says in words why it is promoted nevertheless; refused when the report is not the
   * newest of this very version against the one that is current now.
   */
  promote: operation
    .input(
      z.object({
        model: modelId,
        /** The report that it rests on; null for an override without one. */
        gate: z.number().int().positive().nullable(),
        reason: reason.default(''),
        override: reason.min(10).optional(),
      }),
    )
    .output(type<Role>()),
  /** Brings back the version that was current before, with the threshold it had. */
  rollBack: operation.input(z.object({ role: roleId, reason: reason.default('') })).output(type<Role>()),
  /** An ONNX file, or a file of weights with the name of its network, comes in as a candidate. */
  importModel: operation
    .input(
      z.object({
        ...modelFile,
        id: modelId.optional(),
        normalLabel: z.string().min(1).max(100).optional(),
        ...cardWords,
        ...importSettings,
        command,
      }),
    )
    .output(type<{ readonly card: ModelCard; readonly folder: string; readonly notes: readonly Note[] }>()),
  /** How such a file would take and judge one image. Nothing is kept. */
  previewImport: operation
    .input(z.object({ ...modelFile, ...importSettings, image: z.file().max(512 * 1024 * 1024) }))
    .output(type<ImportPreview>()),
  /**
   * A job of the kind `combine`: one model calibrated anew, or the mean of several as one, in a folder of its own. The
   * job's `notes` say what was left out.
   */
  combine: operation
    .input(
      z.object({
        models: z.array(modelReference).min(1).max(12),
        /** The first one's validation patients decide; the others are measured too. */
        datasets: z.array(datasetId).min(1).max(12),
        /** The new model's folder; its name is the model's id. */
        folder: filePath,
        /** Whether changed copies of the validation images count as much as these. */
        shiftedValidation: z.boolean().default(false),
        /** Share of the positive cases that the operating point finds. */
        sensitivity: z.number().min(0.5).max(1).default(0.95),
        ...cardWords,
        intendedUse: words,
        version: z.string().max(100).optional(),
        limits: z.array(z.string().min(1).max(2_000)).max(50).optional(),
        command,
      }),
    )
    .output(type<Job>()),
  /** Only of the user's own, and not while it is current. What it has said stays in the casebook. */
  remove: operation.input(z.object({ model: modelId })).output(type<RegistryOverview>()),
};
