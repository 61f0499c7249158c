/** A person's request as what a training is given. */
import { join } from 'node:path';
import { auditSentenceOf } from '../../contract/messages/audit-sentences.ts';
import type { AuditSummary } from '../../domain/datasets/dataset.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { TrainingBase, TrainingRequest } from '../../domain/training/training.ts';
import { learningListOf, type ListedDataset } from '../datasets/training-split/learning-list.ts';
import type { OpenDataset } from '../datasets/opening/open-dataset.ts';
import type { Files } from '../files/allowed-files.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import type { GivenSettings } from '../../contract/training-settings/setting-table.ts';
import type { TrainOptions } from '../training/settings/train-settings.ts';

export interface OptionSources {
  readonly models: () => readonly InstalledModel[];
  readonly files: Files;
  /** Where models that are made here are kept. */
  readonly modelsFolder: string;
}

/** The data that a training learns from, as they are now. */
export interface TrainingData {
  /** The first one's validation patients decide. */
  readonly datasets: readonly OpenDataset[];
  /** The audit of the first one. */
  readonly audit: AuditSummary | null;
}

/** Where the model of a request comes to lie. */
export function folderOf({ model, extras }: TrainingRequest, modelsFolder: string): string {
  return extras?.folder ?? join(modelsFolder, model);
}

/** Faults: `training.base-…`, `file.…`, `dataset.…`. */
export async function optionsOf(
  request: TrainingRequest,
  { datasets, audit }: TrainingData,
  sources: OptionSources,
): Promise<Outcome<TrainOptions>> {
  const { extras } = request;
  const data: ListedDataset[] = [];
  for (const dataset of datasets) {
    const listed = learningListOf(dataset, extras?.imageOrder);
    if (!listed.ok) return listed;
    data.push(listed.value);
  }
  const begun = await beginningOf(request.base, sources);
  if (!begun.ok) return begun;
  const { from, network } = begun.value;
  const settings = { ...request.settings, ...(network !== null && { network }) } as GivenSettings;
  return success({
    data,
    out: folderOf(request, sources.modelsFolder),
    title: request.title === '' ? undefined : request.title,
    normalLabel: request.normalLabel ?? undefined,
    recipe: request.recipe ?? undefined,
    from: from ?? undefined,
    settings,
    ...extras?.card,
    restart: extras?.restart,
    checkpointMinutes: extras?.checkpointMinutes ?? undefined,
    limits: [...(extras?.card.limits ?? []), ...limitsOf(audit)],
    command: extras?.command ?? 'Train page',
  });
}

interface Beginning {
  readonly from: string | null;
  /** Null where the base is the network itself. */
  readonly network: string | null;
}

async function beginningOf(base: TrainingBase, { models, files }: OptionSources): Promise<Outcome<Beginning>> {
  if (base.kind === 'network') return success({ from: null, network: base.network });
  if (base.kind === 'model') {
    const model = models().find(({ card }) => card.id === base.model);
    if (model === undefined) {
      return failure('training.base-gone', { model: base.model });
    }
    return success({ from: model.folder, network: null });
  }
  const path = await files.check(base.path);
  return path.ok ? success({ from: path.value, network: base.network }) : path;
}

/** The audit's errors and warnings, for whoever uses the model. */
function limitsOf(audit: AuditSummary | null): readonly string[] {
  return (audit?.sentences ?? []).map((each) => `The audit of its training data says: ${auditSentenceOf(each)}`);
}
