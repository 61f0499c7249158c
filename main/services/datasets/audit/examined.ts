import type { AuditStatement } from '../../../domain/datasets/audit-statements.ts';
import type { DatasetCounts, DatasetEntry } from '../../../domain/datasets/dataset.ts';
import type { ImageFeatures } from '../../../domain/datasets/image-features.ts';

/** A dataset whose images have been measured: all that an audit is made from. */
export interface Examined {
  readonly name: string;
  readonly fingerprint: string;
  readonly labels: readonly string[];
  readonly isMultiLabel: boolean;
  readonly entries: readonly DatasetEntry[];
  readonly counts: DatasetCounts;
  /** Images of which index.csv says different things, by index. */
  readonly contradicted: readonly number[];
  readonly leftOut: readonly AuditStatement[];
  /** One an entry. */
  readonly features: readonly ImageFeatures[];
  /** ISO 8601, UTC. */
  readonly auditedAt: string;
}
