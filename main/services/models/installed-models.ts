import { reasonOf } from '../../domain/messages/reason-error.ts';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { ModelId } from '../../domain/ids.ts';
import { canScreen, modelCardSchema, type ModelCard } from '../../domain/models/model-card.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { Dim, Graph, ValueType } from '../../graph/ir/graph.ts';
import { readOnnx } from '../../graph/onnx/read-onnx.ts';
import { mostBytesOfModel, readRegularFile, readRegularText } from '../disk/read-regular-file.ts';
import { FaultError, faultError, faultOf, type Fault } from '../../domain/faults/fault.ts';

export interface InstalledModel {
  readonly card: ModelCard;
  /** Absolute path of the folder with `card.json` and `model.onnx`. */
  readonly folder: string;
  /** The ONNX file; rejects when it is no longer the one that the card was written for. */
  modelBytes(): Promise<Uint8Array>;
}

export interface LoadedModels {
  readonly models: readonly InstalledModel[];
  /** One for each folder that could not be loaded. */
  readonly faults: readonly Fault[];
}

async function readCard(folder: string): Promise<Outcome<ModelCard>> {
  const name = basename(folder);
  const text = await readRegularText(join(folder, 'card.json')).catch(() => null);
  if (text === null) return failure('model.no-card', { model: name });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return failure('model.card-not-json', { model: name });
  }
  const parsed = modelCardSchema.safeParse(json);
  if (!parsed.success)
    return failure('model.card-faults', {
      model: name,
      faults: z.prettifyError(parsed.error).replace(/\s*\n\s*/g, ' '),
    });
  const faults = faultsOfCard(parsed.data, name);
  return faults.length === 0 ? success(parsed.data) : failure('model.inconsistent', { model: name, faults });
}

/** Faults that the schema can't find: the parts of a card must fit each other. */
function faultsOfCard(card: ModelCard, folderName: string): Fault[] {
  const faults: Fault[] = [];
  if (card.id !== folderName) faults.push(faultOf('model.card-of-other', { model: card.id }));
  if (new Set(card.labels).size !== card.labels.length) faults.push(faultOf('model.label-twice', {}));
  for (const { label } of card.operatingPoints) {
    if (!card.labels.includes(label)) faults.push(faultOf('model.unknown-operating-point', { label }));
  }
  const { normalisation, channels } = card.preprocessing;
  if (
    normalisation.kind === 'fixed' &&
    (normalisation.mean.length !== channels || normalisation.std.length !== channels)
  ) {
    faults.push(faultOf('model.normalisation-channels', { channels }));
  }
  return faults;
}

/** Unknown sizes fit anything. */
function fits(type: ValueType | undefined, dims: readonly Dim[]): boolean {
  return (
    type?.type === 'float32' &&
    type.dims.length === dims.length &&
    type.dims.every((size, axis) => typeof size === 'string' || typeof dims[axis] === 'string' || size === dims[axis])
  );
}

/** Where the graph is not the one that the card tells of. */
function faultsOfGraph(graph: Graph, card: ModelCard): Fault[] {
  const { input, logits, heatmap } = card.values;
  const { channels, height, width } = card.preprocessing;
  const isMade =
    heatmap === undefined || graph.outputs.has(heatmap) || graph.nodes.some((node) => node.outputs.includes(heatmap));
  return [
    fits(graph.inputs.get(input), ['N', channels, height, width])
      ? null
      : faultOf('model.no-input', { input, channels, height, width }),
    fits(graph.outputs.get(logits), ['N', card.labels.length])
      ? null
      : faultOf('model.no-output', { output: logits, values: card.labels.length }),
    isMade ? null : faultOf('model.no-heatmap-value', { heatmap }),
  ].filter((fault) => fault !== null);
}

async function readModel(folder: string, card: ModelCard): Promise<Uint8Array> {
  const bytes = await readRegularFile(join(folder, 'model.onnx'), mostBytesOfModel);
  if (createHash('sha256').update(bytes).digest('hex') !== card.sha256) {
    throw faultError('model.other-file', { model: basename(folder) });
  }
  return bytes;
}

/** Nothing is there, or a folder, a pipe or the like. */
function isNoFile(error: unknown): boolean {
  if (error instanceof FaultError) return ['file.special', 'file.is-folder'].includes(error.fault.code);
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Loads one folder with `card.json` and `model.onnx`, whose name is the model's id. Faults: `model.…`. */
export async function loadModel(folder: string): Promise<Outcome<InstalledModel>> {
  const name = basename(folder);
  const card = await readCard(folder);
  if (!card.ok) return card;
  try {
    const faults = faultsOfGraph(readOnnx(await readModel(folder, card.value)), card.value);
    if (faults.length > 0) return failure('model.inconsistent', { model: name, faults });
    return success({ card: card.value, folder, modelBytes: () => readModel(folder, card.value) });
  } catch (error) {
    if (isNoFile(error)) return failure('model.no-file', { model: name }, error);
    if (error instanceof FaultError) return { ok: false, error: error.fault };
    return failure('model.unreadable', { model: name, reason: reasonOf(error) }, error);
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name);
  return names.toSorted().map((name) => join(folder, name));
}

/**
 * Loads every model folder in these folders, in their order and then by name. A bad one is told of and does not keep
 * the others from loading; so is one whose name was there before.
 */
export async function loadModels(...places: readonly string[]): Promise<LoadedModels> {
  const folders = (await Promise.all(places.map(foldersIn))).flat();
  const taken = new Set<string>();
  const outcomes = await Promise.all(
    folders.map(async (folder) => {
      const name = basename(folder);
      if (taken.has(name)) return failure('model.name-taken', { model: name });
      taken.add(name);
      return loadModel(folder);
    }),
  );
  return {
    models: outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])),
    faults: outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error])),
  };
}

/**
 * The models named, in the order of `models`. Fails with `model.unknown` for a name that is not installed, and
 * with `model.untrained` for one that has not learned its labels.
 */
export function chooseModels(
  models: readonly InstalledModel[],
  ids: readonly ModelId[],
): Outcome<readonly InstalledModel[]> {
  const unknown = ids.find((id) => !models.some(({ card }) => card.id === id));
  if (unknown !== undefined) {
    const installed = models.map(({ card }) => card.id);
    return installed.length === 0
      ? failure('model.none-installed', { model: unknown })
      : failure('model.unknown', { model: unknown, installed });
  }
  const untrained = models.find((model) => ids.includes(model.card.id) && !canScreen(model.card));
  if (untrained !== undefined) {
    const { id } = untrained.card;
    return failure('model.untrained', { model: id });
  }
  return success(models.filter((model) => ids.includes(model.card.id)));
}
