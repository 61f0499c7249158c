/** The part of a Keras model's config.json that says how the layers in its weights file are called. */
import { unreadable } from './unreadable-weights.ts';

export interface KerasLayerConfig {
  readonly name: string;
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** The layers of a model inside the model. */
  readonly layers: readonly KerasLayerConfig[];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toLayers(model: unknown): KerasLayerConfig[] {
  const layers = isRecord(model) && isRecord(model['config']) ? model['config']['layers'] : undefined;
  if (!Array.isArray(layers)) return [];
  return layers.filter(isRecord).map((layer) => {
    const config = isRecord(layer['config']) ? layer['config'] : {};
    return { name: String(config['name']), className: String(layer['class_name']), config, layers: toLayers(layer) };
  });
}

/** The model's layers in order. Throws `UnreadableWeights`. */
export function readKerasConfig(bytes: Uint8Array): KerasLayerConfig[] {
  try {
    return toLayers(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw unreadable('weights.config-not-json', {});
  }
}

/** As Keras makes file names of classes: `DepthwiseConv2D` to `depthwise_conv2d`. */
function toSnakeCase(className: string): string {
  return className
    .replaceAll(/\W+/g, '')
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** By the folder that holds a layer's variables: its class, numbered from the second one on. */
export function layersOf(layers: readonly KerasLayerConfig[]): Map<string, KerasLayerConfig> {
  const counts = new Map<string, number>();
  const folders = new Map<string, KerasLayerConfig>();
  for (const layer of layers) {
    const name = toSnakeCase(layer.className);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    folders.set(count === 0 ? name : `${name}_${count}`, layer);
  }
  return folders;
}
