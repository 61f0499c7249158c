import type { Casebook } from '../../casebook/open-casebook.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { EventHub } from '../events/event-hub.ts';
import type { Background } from '../jobs/background-engine.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { ResolveModels } from '../models/resolve-models.ts';
import type { SecondRead } from '../reading/predictions.ts';

export interface EvaluationsOptions {
  readonly casebook: Casebook;
  readonly datasets: Datasets;
  readonly jobs: Jobs;
  readonly events: EventHub;
  readonly clock: () => Date;
  readonly background: Background;
  readonly resolveModels: ResolveModels;
  readonly secondRead: SecondRead;
}
