/** Which model is in use for what, and how another one takes its place. */
import { type } from '@orpc/contract';
import { z } from 'zod';
import { datasetSplits } from '../domain/datasets/dataset-terms.ts';
import { datasetId, modelId } from '../domain/ids.ts';
import type { Job } from '../domain/job.ts';
import type { ModelCard } from '../domain/models/model-card.ts';
import type {
  Decision,
  GateReport,
  GateSettings,
  SitePoint,
  VersionKey,
  VersionState,
} from '../domain/models/promotion.ts';
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
  /** Of this site; empty where the card's are in use. */
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
  /** Sentences on models that could not be loaded. */
  readonly faults: readonly string[];
}

const roleId = z.string().min(1).max(2_000);
const share = z.number().min(0).max(1);
const gateSet = z.object({
  /** Of the registered dataset. */
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
  /** An ONNX file comes in as a candidate; a weight file needs the command line. */
  importModel: operation
    .input(
      z.object({
        file: z.file().max(1024 * 1024 * 1024),
        labels: z.array(z.string().trim().min(1).max(100)).min(2).max(200),
        id: modelId.optional(),
        normalLabel: z.string().min(1).max(100).optional(),
      }),
    )
    .output(type<{ readonly card: ModelCard; readonly notes: readonly string[] }>()),
  /** Only of the user's own, and not while it is current. What it has said stays in the casebook. */
  remove: operation.input(z.object({ model: modelId })).output(type<RegistryOverview>()),
};
