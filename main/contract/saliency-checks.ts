/** The saliency check: whether a model's maps depend on what it learned, and show what its answer rests on. */
import { type } from '@orpc/contract';
import { z } from 'zod';
import type { SaliencyCheck } from '../domain/saliency-checks/saliency-check.ts';
import { heatmapMethods } from '../domain/heatmaps/heatmap-method.ts';
import { datasetId, modelId, type ModelId } from '../domain/ids.ts';
import type { Job } from '../domain/job.ts';
import { operation } from './operation.ts';

/** The reports of one installed model, as it is now: those of another file of the same name are left out. */
export interface ModelSaliencyChecks {
  readonly model: ModelId;
  readonly sha256: string;
  /** Newest first; of the same method and dataset only the newest. */
  readonly checks: readonly SaliencyCheck[];
}

export const saliencyCheckRequest = z.object({
  model: modelId,
  /** Where the ill cases come from; phantoms alone where it is null. */
  dataset: datasetId.nullable().default(null),
  /** All that the model allows where it is left out. */
  methods: z.array(z.enum(heatmapMethods)).min(1).max(heatmapMethods.length).optional(),
  /** Ill cases that the model finds. */
  cases: z.number().int().min(5).max(500).default(24),
  /** With opacities whose places are known. */
  phantoms: z.number().int().min(5).max(500).default(24),
  /** Whether the reports are also written into the model's folder, so that they go with it. */
  intoModelFolder: z.boolean().default(false),
});
export type SaliencyCheckRequest = z.output<typeof saliencyCheckRequest>;

export const saliencyChecksContract = {
  /**
   * The checks of every installed model, also of those that nobody has checked; those that came with a model are among
   * them.
   */
  list: operation.output(type<readonly ModelSaliencyChecks[]>()),
  /** A job of kind `saliencyCheck`; each method's report is there as soon as it is done, announced by `saliencyChecksChanged`. */
  start: operation.input(saliencyCheckRequest).output(type<Job>()),
};
