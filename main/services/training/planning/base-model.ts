/** The model that a training begins with: an installed one, an ONNX file, or a file of weights for a network. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { modelCardSchema, type ModelCard } from '../../../domain/models/model-card.ts';
import { failure, success } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { adoptClassifier } from '../../../graph/rewrites/adopt-classifier.ts';
import { toCanonical } from '../../../graph/canonical/to-canonical.ts';
import { findMap } from '../../../graph/explain/find-map.ts';
import type { Graph } from '../../../graph/ir/graph.ts';
import { readOnnx } from '../../../graph/onnx/read-onnx.ts';
import { renameValues } from '../../../graph/ir/rename-values.ts';
import { UnsupportedGraph } from '../../../graph/ir/unsupported-graph.ts';
import type { Weights } from '../../../networks/weights/read-weights.ts';
import { mostBytesOfModel, readRegularFile, readRegularText } from '../../disk/read-regular-file.ts';
import { readWeightFile } from '../../models/read-weight-file.ts';
import { parseJson } from '../../files/parse-json.ts';

/** A classifier with `image` as its input and `logits` as an output. */
export interface BaseGraph {
  readonly graph: Graph;
  /** The value that heatmaps are made of. */
  readonly heatmap: string | undefined;
  readonly channels: 1 | 3;
  readonly height: number;
  readonly width: number;
}

export interface BaseModel {
  /** For the new card. */
  readonly name: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
  readonly card: ModelCard | null;
  /** The model's folder; null for a bare file. */
  readonly folder: string | null;
  /** Null for a file of weights, which fits only the network that it is named with. */
  readonly base: BaseGraph | null;
  readonly weights: Weights;
}

/**
 * @param from the path of a model's folder or of a file, or the name of an installed model.
 * @param places folders in which models are installed.
 * @returns faults `training.base-…`, `training.no-base-model` or `weights.…`.
 */
export async function openBaseModel(from: string, places: readonly string[]): Promise<Outcome<BaseModel>> {
  for (const path of [from, ...places.map((place) => join(place, from))]) {
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) return await openFile(path);
    if (found?.isDirectory()) return await openFolder(path);
  }
  return failure('training.no-base-model', { model: from });
}

async function openFolder(folder: string): Promise<Outcome<BaseModel>> {
  const name = basename(folder);
  const text = await readRegularText(join(folder, 'card.json')).catch(() => null);
  const bytes = await readRegularFile(join(folder, 'model.onnx'), mostBytesOfModel).catch(() => null);
  if (text === null || bytes === null) return failure('training.base-no-card', { model: name });
  const card = modelCardSchema.safeParse(parseJson(text));
  if (!card.success) return failure('training.base-bad-card', { model: name });
  const { values, preprocessing } = card.data;
  const { channels, height, width } = preprocessing;
  return openGraph({ name, folder, card: card.data }, bytes, (graph) => ({
    graph: renameValues(graph, { [values.input]: 'image', [values.logits]: 'logits' }),
    heatmap: values.heatmap,
    channels,
    height,
    width,
  }));
}

async function openFile(path: string): Promise<Outcome<BaseModel>> {
  const name = basename(path, extname(path));
  const bytes = await readRegularFile(path, mostBytesOfModel).catch(() => null);
  if (bytes === null) return failure('training.base-file-closed', { model: name });
  if (extname(path).toLowerCase() !== '.onnx') {
    const weights = await readWeightFile(bytes, basename(path));
    if (!weights.ok) return weights;
    return success({ name, sha256: sha256Of(bytes), card: null, folder: null, base: null, weights: weights.value });
  }
  return openGraph({ name, folder: null, card: null }, bytes, (given) => {
    const { graph, input, logits, channels, height, width } = adoptClassifier(given);
    const renamed = renameValues(graph, { [input]: 'image', [logits]: 'logits' });
    return { graph: renamed, heatmap: mapOf(renamed), channels, height, width };
  });
}

/** In one dialect, so that its parameters are initializers whatever program wrote it. */
function openGraph(
  { name, folder, card }: Pick<BaseModel, 'name' | 'folder' | 'card'>,
  bytes: Uint8Array,
  read: (graph: Graph) => BaseGraph,
): Outcome<BaseModel> {
  try {
    const base = read(readOnnx(bytes));
    const graph = toCanonical(base.graph, base.heatmap === undefined ? [] : [base.heatmap]);
    const weights = graph.initializers;
    return success({ name, sha256: sha256Of(bytes), card, folder, base: { ...base, graph }, weights });
  } catch (error) {
    if (error instanceof UnsupportedGraph)
      return failure('training.base-graph', { model: name, reason: error.reason }, error);
    throw error;
  }
}

/** Undefined where there is none. */
function mapOf(graph: Graph): string | undefined {
  try {
    return findMap(graph, 'logits') ?? undefined;
  } catch (error) {
    if (error instanceof UnsupportedGraph) return undefined;
    throw error;
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
