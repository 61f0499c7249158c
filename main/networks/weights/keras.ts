/**
 * Weights that Keras wrote: HDF5 with the names of layers and weights (Keras 2, `.h5`), or with numbered variables
 * (Keras 3, `.weights.h5`, and in the archive `.keras` beside the configuration). Names come out as `layer/kernel`,
 * values in the layout of ONNX.
 */
import type { Tensor } from '../../domain/tensor.ts';
import { fromKerasLayout } from '../layers/keras-layers.ts';
import { groupIn, tensorAt, textsOf, withHdf5, type Hdf5Group } from './hdf5.ts';
import { layersOf, readKerasConfig, type KerasLayerConfig } from './keras-config.ts';
import { unreadable } from './unreadable-weights.ts';
import { openZip, type Zip } from './zip.ts';

const WEIGHTS = 'model.weights.h5';
const CONFIG = 'config.json';

export const isKerasZip = ({ names }: Zip): boolean => names.includes(WEIGHTS);

/** A `.keras` archive. Rejects with `UnreadableWeights`. */
export async function readKerasZip(bytes: Uint8Array): Promise<Map<string, Tensor>> {
  const zip = openZip(bytes);
  const config = zip.names.includes(CONFIG) ? readKerasConfig(zip.read(CONFIG)) : undefined;
  return withHdf5(zip.read(WEIGHTS), (root) => readNumbered(root, config));
}

/** An HDF5 file of either kind. Rejects with `UnreadableWeights`. */
export function readKerasHdf5(bytes: Uint8Array): Promise<Map<string, Tensor>> {
  return withHdf5(bytes, (root) => {
    const named = groupIn(root, 'model_weights') ?? root;
    return listOf(named, 'layer_names') === undefined ? readNumbered(root) : readNamed(named);
  });
}

/** Lists of more than 64 kB are cut into attributes `name0`, `name1` …, as HDF5 allows no longer ones. */
function listOf(group: Hdf5Group, attribute: string): string[] | undefined {
  const whole = textsOf(group, attribute);
  if (whole !== undefined) return whole;
  const parts: string[][] = [];
  for (
    let part = textsOf(group, `${attribute}0`);
    part !== undefined;
    part = textsOf(group, `${attribute}${parts.length}`)
  ) {
    parts.push(part);
  }
  return parts.length > 0 ? parts.flat() : undefined;
}

/** `stem_conv/depthwise_kernel:0` to `kernel`. */
function lastPart(name: string): string {
  const part = name.slice(name.lastIndexOf('/') + 1).replace(/:\d+$/, '');
  return part === 'depthwise_kernel' ? 'kernel' : part;
}

function readNamed(root: Hdf5Group): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  for (const layer of listOf(root, 'layer_names') ?? []) {
    const group = groupIn(root, layer);
    if (group === undefined) throw unreadable('weights.layer-missing', { layer });
    const names = listOf(group, 'weight_names') ?? [];
    const areUnique = new Set(names.map(lastPart)).size === names.length;
    for (const name of names) {
      const full = areUnique ? `${layer}/${lastPart(name)}` : name.replace(/:\d+$/, '');
      tensors.set(full, fromKerasLayout(name, tensorAt(group, name)));
    }
  }
  return found(tensors);
}

function found(tensors: Map<string, Tensor>): Map<string, Tensor> {
  if (tensors.size === 0) throw unreadable('weights.no-keras-layers', {});
  return tensors;
}

/** Keras's names for the variables of a layer, in the order in which it numbers them. */
function variablesOf(layerClass: string, count: number, config: KerasLayerConfig | undefined): readonly string[] {
  if (layerClass === 'batch_normalization') {
    // Where nothing tells: three are those of Keras's applications, which go without a scale.
    const hasScale = config?.config['scale'] ?? count === 4;
    const hasCentre = config?.config['center'] ?? count >= 3;
    return [...(hasScale ? ['gamma'] : []), ...(hasCentre ? ['beta'] : []), 'moving_mean', 'moving_variance'];
  }
  if (layerClass === 'layer_normalization') return ['gamma', 'beta'];
  if (layerClass === 'normalization') return ['mean', 'variance', 'count'];
  return ['kernel', 'bias'];
}

function readNumbered(root: Hdf5Group, config?: readonly KerasLayerConfig[]): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  visit(root, config, tensors, 0);
  return found(tensors);
}

/** Models inside models are not nested deeper than this. */
const DEEPEST = 8;

function visit(
  model: Hdf5Group,
  config: readonly KerasLayerConfig[] | undefined,
  tensors: Map<string, Tensor>,
  depth: number,
): void {
  const layers = groupIn(model, 'layers');
  if (layers === undefined || depth > DEEPEST) return;
  const configs = config && layersOf(config);
  for (const folder of layers.keys()) {
    const layer = groupIn(layers, folder);
    if (layer === undefined) continue;
    visit(layer, configs?.get(folder)?.layers, tensors, depth + 1);
    readVariables(layer, folder, configs?.get(folder), tensors);
  }
}

function readVariables(
  layer: Hdf5Group,
  folder: string,
  config: KerasLayerConfig | undefined,
  tensors: Map<string, Tensor>,
): void {
  const variables = groupIn(layer, 'vars');
  const count = variables?.keys().length ?? 0;
  if (variables === undefined || count === 0) return;
  const name = config?.name ?? textsOf(variables, 'name')?.[0];
  if (name === undefined) {
    throw unreadable('weights.layers-unnamed', {});
  }
  const layerClass = folder.replace(/_\d+$/, '');
  const names = variablesOf(layerClass, count, config);
  for (let index = 0; index < count; index++) {
    const tensor = fromKerasLayout(folder, tensorAt(variables, String(index)));
    tensors.set(`${name}/${names[index] ?? index}`, tensor);
  }
}
