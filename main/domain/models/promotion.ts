/** Words of the registry: versions of models, what they are for, and how one takes the place of another. */
import type { CodedMessage } from '../messages/coded-message.ts';
import type { AuditText } from '../datasets/audit-statements.ts';
import type { HeatmapMethod } from '../heatmaps/heatmap-method.ts';
import type { SaliencyCheck } from '../saliency-checks/saliency-check.ts';
import type { DatasetSplit } from '../datasets/dataset-terms.ts';
import type { DatasetId, ModelId } from '../ids.ts';
import type { MeasuredPoint, ModelCard } from './model-card.ts';
import type { Estimate } from '../statistics/estimate.ts';

/**
 * `candidate`: can be chosen by hand. `current`: screens where nothing else is chosen; at most one a role.
 * `retired`: was current; can be chosen by hand, and come back.
 */
export type VersionState = 'candidate' | 'current' | 'retired';

/**
 * One version of a model: its folder's name, and what decides its answers as its card file says (the scoring
 * fingerprint). Another file, calibration or threshold in the same folder is another version.
 */
export interface VersionKey {
  readonly model: ModelId;
  readonly fingerprint: string;
}

/** A threshold of this site for one version, chosen on its own validation cases; the card file stays as it is. */
export interface SitePoint extends Omit<MeasuredPoint, 'rule'> {
  /** In words where an earlier version has kept it. */
  readonly rule: CodedMessage | string;
}

/** Cases of a registered dataset, held to what they were when the site named them. */
export interface GateSet {
  /** The registered dataset's id. */
  readonly dataset: DatasetId;
  readonly name: string;
  /** The fingerprint of the whole dataset's content: another one means that it was changed since. */
  readonly fingerprint: string;
  /** Which of its splits; all of it where null. */
  readonly split: DatasetSplit | null;
}

export interface GateLimits {
  /** How much smaller than the current model's the AUC may be, such as 0.05. */
  readonly aucMargin: number;
  /** The same of the sensitivity at the operating point, such as 0.05. */
  readonly sensitivityMargin: number;
  /** The sensitivity that the operating point is chosen for on the validation set, such as 0.95. */
  readonly targetSensitivity: number;
  /** The largest expected calibration error, such as 0.1: the upper end of its 95 % interval must stay below. */
  readonly calibrationErrorLimit: number;
  /** Where the estimate of the calibration slope has to lie, 1 being right: [0.5, 2] means between half and twice. */
  readonly slopeLimits: readonly [number, number];
}

/** The demands that a site makes of a model before it may be current. */
export interface GateSettings extends GateLimits {
  /** The cases that the gate measures on: no model may have learnt from them. */
  readonly frozen: GateSet;
  /** The cases that operating points are chosen on: other patients than the frozen ones. */
  readonly validation: GateSet;
}

export const gateChecks = [
  'frozenUnchanged',
  'frozenAudit',
  'notTrainedOn',
  'auc',
  'sensitivity',
  'calibration',
  'saliencyCheck',
] as const;
export type GateCheckName = (typeof gateChecks)[number];

/** Something that a check found. */
export type GateFact =
  | {
      readonly code:
        'auditClean' | 'trainedOnSet' | 'imagesUnknown' | 'oneKind' | 'noPositive' | 'slopeSeparated' | 'slopeFlat';
    }
  | {
      readonly code: 'unchanged';
      readonly set: string;
      readonly split: DatasetSplit | null;
      /** The first letters of it. */
      readonly fingerprint: string;
    }
  | { readonly code: 'auditWarnings'; readonly count: number }
  | { readonly code: 'auditErrors'; readonly count: number; readonly first: AuditText }
  /** So many of the frozen images were among those of the training. */
  | { readonly code: 'imagesCommon'; readonly count: number; readonly all: number }
  | { readonly code: 'imagesApart'; readonly all: number; readonly seen: number }
  /** Models that it began with, whose images are not known. */
  | { readonly code: 'startUnknown'; readonly seen: number; readonly start: readonly string[] }
  | { readonly code: 'checkPassed' | 'notChecked'; readonly method: HeatmapMethod }
  | { readonly code: 'checkFailed'; readonly method: HeatmapMethod; readonly check: SaliencyCheck }
  | {
      readonly code:
        | 'aboveChance'
        | 'notAboveChance'
        | 'reachesTarget'
        | 'missesTarget'
        | 'same'
        | 'lower'
        | 'higher'
        | 'withinMargin'
        | 'worse'
        | 'notShown'
        | 'errorWithin'
        | 'errorAbove'
        | 'slopeWithin'
        | 'slopeOutside';
      readonly numbers: Readonly<Record<string, number>>;
    };

/** One line of the checklist. */
export interface GateCheck {
  readonly name: GateCheckName;
  /** The finding it is about; null where it is about the whole. */
  readonly label: string | null;
  /** In reports of Overread 0.1 alone. */
  readonly title?: string | undefined;
  /** The measured value with its 95 % interval; null where it is not a number. */
  readonly value: Estimate | null;
  /** The end of the interval that is judged. */
  readonly bound: number | null;
  /** The limit that the value is judged by. */
  readonly limit: number | null;
  /** `unknown` when it could not be measured; it does not pass. */
  readonly verdict: 'passed' | 'failed' | 'unknown';
  /** The facts behind the result; a sentence is made of each by `contract/messages/gate-sentences.ts`. */
  readonly facts?: readonly GateFact[] | undefined;
  /** In reports of Overread 0.1 alone. */
  readonly sentence?: string | undefined;
}

/** How one version does on the frozen set, for one finding. */
export interface GateFigures extends VersionKey {
  readonly sha256: string;
  readonly version: string;
  readonly label: string;
  readonly auc: Estimate;
  readonly threshold: number;
  readonly sensitivity: Estimate;
  readonly specificity: Estimate;
}

/** The counts of the cases that a figure rests on. */
export interface GateCounts {
  readonly images: number;
  readonly patients: number;
}

/** The result of a run of the gate; it is kept as it is. */
export interface GateReport {
  readonly id: number;
  readonly role: string;
  readonly candidate: VersionKey & { readonly sha256: string; readonly version: string };
  /** The version it would replace; null when there was none. */
  readonly against: (VersionKey & { readonly sha256: string; readonly version: string }) | null;
  readonly settings: GateSettings;
  readonly frozenCases: GateCounts;
  readonly validationCases: GateCounts;
  readonly checks: readonly GateCheck[];
  /** Every check passed. */
  readonly hasPassed: boolean;
  /** The candidate's operating points, chosen on the validation set. */
  readonly points: readonly SitePoint[];
  /** On the frozen set: the candidate, the candidate at the current version's threshold, the current version. */
  readonly figures: readonly (GateFigures & { readonly as: 'candidate' | 'candidateAtOldThreshold' | 'current' })[];
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** Kinds of events in a version's history. */
export const decisionKinds = [
  'joined',
  'becameCurrent',
  'promoted',
  'promotedByOverride',
  'rolledBack',
  'gateSet',
  'gateRun',
  'removed',
] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/** One entry of a role's history, out of the audit log. */
export interface Decision {
  readonly id: number;
  readonly at: string;
  readonly actor: string;
  readonly kind: DecisionKind;
  readonly role: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * The task of a model: its findings (the labels with an operating point) in the alphabet's order, with commas between
 * them. Null for a model without any. Of the models with the same role one is current.
 */
export function roleOf({ operatingPoints }: Pick<ModelCard, 'operatingPoints'>): string | null {
  const findings = new Set(operatingPoints.map(({ label }) => label));
  return findings.size === 0 ? null : [...findings].sort().join(', ');
}

export const isSameVersion = (a: VersionKey, b: VersionKey): boolean =>
  a.model === b.model && a.fingerprint === b.fingerprint;
