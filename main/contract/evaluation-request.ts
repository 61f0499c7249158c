/** Requests for an evaluation or a comparison, and their parts. */
import { z } from 'zod';
import { datasetSplits } from '../domain/datasets/dataset-terms.ts';
import { ensembleKinds } from '../domain/comparison/comparison-report.ts';
import { datasetId, evaluationId } from '../domain/ids.ts';
import { modelReference } from './model-reference.ts';

export const label = z.string().min(1).max(200);
const share = z.number().min(0).max(1);

/**
 * The meaning of a dataset's label: a label of the model; the rest, which is negative for every finding; or nothing,
 * and its cases are left out. Labels of the same name, whatever the case of the letters, count as each other by
 * themselves; for every other one the person has to say, for it changes what is measured.
 */
export const labelMeaning = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('label'), label }),
  z.object({ kind: z.literal('rest') }),
  z.object({ kind: z.literal('leftOut') }),
]);
export type LabelMeaning = z.output<typeof labelMeaning>;
/** By the dataset's label. */
const labelMap = z.record(label, labelMeaning).default({});
export type LabelMap = z.output<typeof labelMap>;

export const splitChoice = z.enum(['all', ...datasetSplits]);
export type SplitChoice = z.output<typeof splitChoice>;

export const onEntries = z.object({ dataset: datasetId, split: splitChoice.default('all'), labelMap });
/** The entries that a run is made on. */
export type EntryChoice = z.output<typeof onEntries>;

export const evaluationRequest = onEntries.extend({
  model: modelReference,
  /** Further thresholds to report at, on the calibrated probability of every finding. */
  thresholds: z.array(share).max(10).default([]),
  /** Report at the highest threshold with at least this sensitivity, too. */
  sensitivity: share.nullable().default(null),
  /** For predictive values where the disease is as frequent as this. */
  prevalence: share.nullable().default(null),
});
export type EvaluationRequest = z.output<typeof evaluationRequest>;

/** Which calls of the rows are compared: at each one's own operating point (0.5 without one), 0.5, or a sensitivity. */
export const callRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('card') }),
  z.object({ kind: z.literal('half') }),
  z.object({ kind: z.literal('sensitivity'), atLeast: share }),
]);
export type CallRule = z.output<typeof callRule>;

export const comparisonRequest = onEntries.extend({
  models: z.array(modelReference).min(2).max(12),
  rule: callRule.default({ kind: 'card' }),
  ensembles: z.array(z.enum(ensembleKinds)).max(ensembleKinds.length).default([]),
});
export type ComparisonRequest = z.output<typeof comparisonRequest>;

/** All that is given must hold. */
const entryFilter = z.object({
  /** The finding that the next fields are about; the first where it is left out. */
  label: label.optional(),
  /** The row of a comparison that `called` and `probability` are about. */
  row: z.number().int().nonnegative().default(0),
  truth: z.boolean().optional(),
  /** Whether the probability reaches the threshold. */
  called: z.object({ is: z.boolean(), threshold: share }).optional(),
  /** From (without it, but for 0) to (with it), as a bin. */
  probability: z.object({ from: share, to: share }).optional(),
  /** A cell of the classes' confusion matrix. */
  trueLabel: label.optional(),
  likeliestLabel: label.optional(),
  subgroup: z.object({ attribute: z.string().min(1).max(200), value: z.string().max(200) }).optional(),
  /** Only these entries of the dataset. */
  entries: z.array(z.number().int().nonnegative()).max(5_000).optional(),
});
export type EntryFilter = z.output<typeof entryFilter>;

/** `wrongest`: farthest from the truth first. `disagreement`: largest difference between two rows first. */
const entrySort = z.enum(['entry', 'probability', 'wrongest', 'disagreement']);

export const entriesQuery = z.object({
  id: evaluationId,
  filter: entryFilter.prefault({}),
  sort: entrySort.default('entry'),
  descending: z.boolean().default(false),
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().min(1).max(500).default(60),
});
export type EntriesQuery = z.output<typeof entriesQuery>;
