/** The services of the laboratory's pages: datasets, evaluation, saliencyChecks, training, promotion, learning from reads. */
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { StudyId } from '../../domain/ids.ts';
import type { Background } from '../jobs/background-engine.ts';
import { createDatasets, type Datasets } from '../datasets/datasets.ts';
import { createEvaluations, type Evaluations } from '../evaluation/evaluations.ts';
import type { Decoder } from '../decoding/decoder.ts';
import type { EventHub } from '../events/event-hub.ts';
import { createSaliencyChecks, type SaliencyChecks } from '../saliency-checks/saliency-checks.ts';
import type { Files } from '../files/allowed-files.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { createLearning, type Learning } from '../active-learning/active-learning.ts';
import type { Log } from '../logging/log.ts';
import type { ModelRegistry } from '../registry/model-registry.ts';
import { createResolveModels } from '../registry/model-references.ts';
import { createRegistry, type Registry, type RegistryOptions } from '../registry/registry.ts';
import type { SecondRead } from '../reading/predictions.ts';
import { createTrainings, type Trainings } from '../training-service/trainings.ts';

export interface Laboratory {
  readonly datasets: Datasets;
  readonly evaluations: Evaluations;
  readonly learning: Learning;
  readonly trainings: Trainings;
  readonly saliencyChecks: SaliencyChecks;
  readonly registry: Registry;
}

export interface LaboratoryOptions extends Pick<RegistryOptions, 'scorer' | 'engine' | 'clock' | 'reader'> {
  readonly casebook: Casebook;
  readonly files: Files;
  readonly decoder: Decoder;
  readonly models: ModelRegistry;
  /** Where the user's own models are kept. */
  readonly modelsFolder: string;
  readonly jobs: Jobs;
  readonly events: EventHub;
  readonly background: Background;
  readonly secondRead: SecondRead;
  /** A case was decided anew. */
  readonly studyChanged: (study: StudyId) => void;
  readonly version: string;
  readonly log: Log;
}

export function createLaboratory(options: LaboratoryOptions): Laboratory {
  const { casebook, models, modelsFolder, background, studyChanged, ...rest } = options;
  const datasets = createDatasets({ ...rest, casebook });
  const shared = { ...rest, casebook, datasets, chooseModels: models.choose };
  const resolveModels = createResolveModels({ casebook, files: options.files, models });
  const saliencyChecks = createSaliencyChecks({
    ...shared,
    models: models.list,
    background: (signal) => background.engine(signal),
  });
  return {
    datasets,
    saliencyChecks,
    evaluations: createEvaluations({ ...shared, background, resolveModels }),
    learning: createLearning({ ...shared, onChange: studyChanged }),
    trainings: createTrainings({
      ...shared,
      background,
      models: models.list,
      modelsFolder,
      onModel: () => models.reload(),
    }),
    registry: createRegistry({
      ...shared,
      models,
      saliencyChecks,
      background,
      resolveModels,
      place: modelsFolder,
      onModel: () => models.reload(),
    }),
  };
}
