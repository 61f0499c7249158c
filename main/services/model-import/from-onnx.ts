/** A model from an ONNX file of any program. */
import { namedNormalisation } from '../../domain/models/named-normalisations.ts';
import { noteOf } from '../../domain/messages/note.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { createRandom } from '../../domain/statistics/random.ts';
import { adoptClassifier, type AdoptedClassifier } from '../../graph/rewrites/adopt-classifier.ts';
import { findMap } from '../../graph/explain/find-map.ts';
import { readOnnx } from '../../graph/onnx/read-onnx.ts';
import { replaceHead } from '../../graph/rewrites/replace-head.ts';
import { UndecidedGraph, UnsupportedGraph } from '../../graph/ir/unsupported-graph.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import { countParameters } from './from-weights.ts';
import type { ImportedModel, ReadOptions } from './import-options.ts';
import { preprocessingFor } from './preprocessing.ts';

export function fromOnnx(bytes: Uint8Array, options: ReadOptions): Outcome<ImportedModel> {
  try {
    return adopt(bytes, options);
  } catch (error) {
    if (error instanceof UndecidedGraph) return { ok: false, error: error.fault };
    if (error instanceof UnsupportedGraph) {
      return failure('import.graph-unusable', { file: options.fileName, reason: error.reason }, error);
    }
    throw error;
  }
}

function adopt(bytes: Uint8Array, options: ReadOptions): Outcome<ImportedModel> {
  const { fileName, labels } = options;
  const adopted = withHead(adoptClassifier(readOnnx(bytes), options), options);
  if (!adopted.ok) return adopted;
  const { graph, input, logits, channels, height, width } = adopted.value;
  if (adopted.value.labels !== null && adopted.value.labels !== labels.length) {
    return failure('import.label-count', {
      file: fileName,
      answers: adopted.value.labels,
      labels: labels.length,
    });
  }
  const { activation = adopted.value.activation ?? 'softmax' } = options;
  if (adopted.value.activation !== null && adopted.value.activation !== activation) {
    return failure('import.other-activation', {
      file: fileName,
      found: adopted.value.activation,
      wanted: activation,
    });
  }
  const heatmap = options.heatmap ?? mapOf(adopted.value);
  if (heatmap !== undefined && !graph.nodes.some(({ outputs }) => outputs.includes(heatmap))) {
    return failure('import.no-heatmap-value', { file: fileName, value: heatmap });
  }
  return success({
    model: writeOnnx(graph),
    network: { name: graph.name || 'imported', parameters: countParameters(graph), hyperParameters: {} },
    values: { input, logits, ...(heatmap === undefined ? {} : { heatmap }) },
    preprocessing: preprocessingFor({ channels, height, width }, options, namedNormalisation('imagenet')),
    activation,
    isUntrained: options.replaceHead === true,
    notes: [
      ...(options.normalisation === undefined ? [noteOf('import.imagenet-assumed', {})] : []),
      ...(activation === 'sigmoid' ? [noteOf('import.labels-together', {})] : []),
      ...(adopted.value.activation === null && options.activation === undefined && !options.replaceHead
        ? [noteOf('import.labels-exclude', {})]
        : []),
      ...(heatmap === undefined ? [noteOf('import.no-map', {})] : []),
    ],
  });
}

function withHead(classifier: AdoptedClassifier, options: ReadOptions): Outcome<AdoptedClassifier> {
  if (!options.replaceHead) return success(classifier);
  const { graph, logits } = classifier;
  const labels = options.labels.length;
  const replaced = replaceHead(graph, { logits, labels, random: createRandom('head') });
  return replaced.ok ? success({ ...classifier, graph: replaced.value, labels, activation: null }) : replaced;
}

/** Undefined where there is none, or where an operator hides the shapes. */
function mapOf({ graph, logits }: AdoptedClassifier): string | undefined {
  try {
    return findMap(graph, logits) ?? undefined;
  } catch (error) {
    if (error instanceof UnsupportedGraph) return undefined;
    throw error;
  }
}
