/** What `evaluate` and `compare` share: the dataset, the models, the engine and the map of labels. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { openCasebook, type Casebook } from '../../../casebook/open-casebook.ts';
import {
  splitChoice,
  type LabelMap,
  type LabelMeaning,
  type SplitChoice,
} from '../../../contract/evaluation-request.ts';
import type { ModelId } from '../../../domain/ids.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { startEngine } from '../../../runtime/process/engine-process.ts';
import type { ProviderName } from '../../../runtime/engine.ts';
import { openDataset } from '../../../services/datasets/opening/open-dataset.ts';
import type { GivenDataset, RunOptions } from '../../../services/evaluation/run-evaluation.ts';
import { createFiles } from '../../../services/files/allowed-files.ts';
import { chooseModels, loadModel, loadModels, type InstalledModel } from '../../../services/models/installed-models.ts';
import { withSiteThresholds } from '../../../services/registry/model-registry.ts';
import { defaultCasebook, modelPlaces, sourceResources } from '../../locations.ts';
import { CommandFault, parseProvider } from './command-line.ts';
import { formatSeconds, type ProgressLine } from './progress.ts';
import { sentenceOf } from './fault-messages.ts';

export interface SharedFlags {
  readonly data: string;
  readonly split: SplitChoice;
  readonly map?: LabelMap;
  readonly casebook?: string;
  readonly provider?: ProviderName;
  readonly json?: boolean;
  readonly out?: string;
}

export function addSharedOptions(command: Command): Command {
  return command
    .requiredOption('--data <folder>', 'class folders, or a folder with an index.csv')
    .option('--split <name>', `which images: ${splitChoice.options.join(', ')}`, parseSplit, 'all')
    .option(
      '--map <label=meaning>',
      'what a label of the data counts as: a label of the model, rest or leave-out; repeatable',
      parseMeaning,
    )
    .option('--casebook <file>', 'another casebook than your own; it keeps what the models answered, nothing else')
    .option('--provider <name>', 'execution provider of ONNX Runtime', parseProvider)
    .option('--out <folder>', 'write report.json and cases.csv, the probabilities of every case')
    .option('--json', 'the whole report as one JSON object on standard output');
}

function parseSplit(text: string): SplitChoice {
  const parsed = splitChoice.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`Choose one of ${splitChoice.options.join(', ')}.`);
}

function parseMeaning(text: string, earlier: LabelMap = {}): LabelMap {
  const [, label, meaning] = /^(.+?)=(.+)$/.exec(text) ?? [];
  if (label === undefined || meaning === undefined)
    throw new InvalidArgumentError('Write LABEL=MEANING, such as COVID=rest.');
  return { ...earlier, [label]: meaningOf(meaning) };
}

function meaningOf(text: string): LabelMeaning {
  if (text === 'rest') return { kind: 'rest' };
  return text === 'leave-out' ? { kind: 'leftOut' } : { kind: 'label', label: text };
}

export function parseShare(text: string): number {
  const share = Number(text);
  if (text.trim() !== '' && share >= 0 && share <= 1) return share;
  throw new InvalidArgumentError('A number from 0 to 1 is needed.');
}

/** In the order of the names: of installed models, or folders of others. */
export async function readModels(names: readonly string[]): Promise<readonly InstalledModel[]> {
  const installed = await loadModels(...modelPlaces(sourceResources));
  const models: InstalledModel[] = [];
  for (const name of names) {
    const about = await stat(join(name, 'card.json')).catch(() => null);
    const found = about === null ? chooseModels(installed.models, [name as ModelId]) : await readFolder(resolve(name));
    models.push(valueOf(found)[0]!);
  }
  return models;
}

async function readFolder(folder: string): Promise<Outcome<readonly InstalledModel[]>> {
  const loaded = await loadModel(folder);
  return loaded.ok ? chooseModels([loaded.value], [loaded.value.card.id]) : loaded;
}

/** @throws a CommandFault with the fault's sentence. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new CommandFault(sentenceOf(outcome.error));
}

export interface EvaluationHouse extends Disposable {
  readonly given: GivenDataset;
  /** With the thresholds that the casebook's site has chosen for them. */
  readonly models: readonly InstalledModel[];
  readonly options: RunOptions;
}

/** Opens the data and the casebook; the engine starts when an image is there that a model has not scored. */
export async function openHouse(
  { data, casebook: path, provider }: SharedFlags,
  models: readonly InstalledModel[],
  { progress, signal }: { readonly progress: ProgressLine; readonly signal: AbortSignal },
): Promise<EvaluationHouse> {
  const clock = (): Date => new Date();
  const casebook = openCasebook(resolve(path ?? defaultCasebook()), clock);
  try {
    const began = performance.now();
    const onProgress = (done: number, total: number): void => {
      const left = (((performance.now() - began) / 1000) * (total - done)) / Math.max(1, done);
      progress.update(done, total, `${formatSeconds(left)} left`);
    };
    const source = { kind: 'folder' as const, path: resolve(data) };
    const dataset = valueOf(await openDataset(source, { casebook, files: await createFiles(null), signal }));
    return {
      models: withSiteThresholds(models, casebook),
      given: { dataset, id: null, audit: auditOf(casebook, dataset.fingerprint) },
      options: { casebook, clock, signal, onProgress, startEngine: () => startEngine({ provider }) },
      [Symbol.dispose]: () => casebook.close(),
    };
  } catch (error) {
    casebook.close();
    throw error;
  }
}

function auditOf({ datasets }: Casebook, fingerprint: string): GivenDataset['audit'] {
  return datasets.list().find(({ audit }) => audit?.fingerprint === fingerprint)?.audit ?? null;
}
