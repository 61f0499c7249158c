import type { Casebook } from '../../casebook/open-casebook.ts';
import type { LabelMap, SplitChoice } from '../../contract/evaluation-request.ts';
import type { DatasetId, ModelId } from '../../domain/ids.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { EventHub } from '../events/event-hub.ts';
import type { Background } from '../jobs/background-engine.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import type { SecondRead } from '../reading/predictions.ts';

export interface Subject {
  readonly dataset: DatasetId;
  readonly split: SplitChoice;
  readonly labelMap: LabelMap;
}

export interface EvaluationsOptions {
  readonly casebook: Casebook;
  readonly datasets: Datasets;
  readonly jobs: Jobs;
  readonly events: EventHub;
  readonly clock: () => Date;
  readonly background: Background;
  readonly chooseModels: (ids: readonly ModelId[]) => Outcome<readonly InstalledModel[]>;
  readonly secondRead: SecondRead;
}
