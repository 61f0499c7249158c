/** A model from a weight file and the name of its architecture. */
import { ReasonError } from '../../domain/messages/reason-error.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { ownEntry } from '../../domain/own-entry.ts';
import { createRandom, zeros } from '../../domain/statistics/random.ts';
import { parametersOf } from '../../graph/ir/parameters.ts';
import type { Graph } from '../../graph/ir/graph.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import { networks } from '../../networks/architectures/architectures.ts';
import type { Network } from '../../networks/network.ts';
import { loadWeights } from '../../networks/weights/load-weights.ts';
import { readWeightFile } from '../models/read-weight-file.ts';
import type { ImportedModel, ReadOptions } from './import-options.ts';
import { preprocessingFor } from './preprocessing.ts';

export async function fromWeights(
  bytes: Uint8Array,
  architecture: string,
  options: ReadOptions,
): Promise<Outcome<ImportedModel>> {
  const { fileName, labels, replaceHead = false } = options;
  const weights = await readWeightFile(bytes, fileName);
  if (!weights.ok) return weights;
  const built = build(architecture, options);
  if (!built.ok) return built;
  const loaded = loadWeights(built.value, weights.value, { replaceHead });
  if (!loaded.ok) return loaded;
  const { network, fresh, notes } = loaded.value;
  const { defaults } = networks[architecture]!;
  const [, channels, height, width] = network.graph.inputs.get('image')!.dims as [string, 1 | 3, number, number];
  return success({
    model: writeOnnx(network.graph),
    network: {
      name: network.name,
      parameters: countParameters(network.graph),
      hyperParameters: { ...network.hyperParameters, labels: labels.length },
    },
    values: { input: 'image', logits: 'logits', heatmap: 'heatmap_features' },
    preprocessing: preprocessingFor({ channels, height, width }, options, defaults.normalisation),
    activation: options.activation ?? 'softmax',
    isUntrained: fresh.length > 0,
    notes,
  });
}

function build(name: string, { labels, size, channels, replaceHead }: ReadOptions): Outcome<Network> {
  const architecture = ownEntry(networks, name);
  if (architecture === undefined) {
    return failure('network.unknown', { network: name, known: Object.keys(networks) });
  }
  const { defaults } = architecture;
  const side = size ?? defaults.size;
  try {
    const options = { labels: labels.length, height: side, width: side, channels: channels ?? defaults.channels };
    // Without a new head every value comes from the file.
    return success(architecture.create({ ...options, random: replaceHead ? createRandom('parameters') : zeros }));
  } catch (error) {
    if (!(error instanceof ReasonError)) throw error;
    return failure('network.not-possible', { reason: error.reason }, error);
  }
}

/** The number of parameters that layers learn; running statistics are not among them. */
export function countParameters(graph: Graph): number {
  return parametersOf(graph).reduce((sum, name) => sum + graph.initializers.get(name)!.data.length, 0);
}
