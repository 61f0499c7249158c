import { elementAt, required } from '../../domain/elements.ts';
import { sizeOf } from '../../domain/tensor.ts';
import { createBuilder } from '../ir/builder.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { addBatchStatistics } from './batch-statistics.ts';
import { convOfUnscaled } from '../autodiff/rules/convolution/conv.ts';
import { reshape } from '../ir/emit.ts';
import type { GradientRule } from '../autodiff/shared/gradient-rule.ts';
import type { Dim, Graph, Node, ValueType } from '../ir/graph.ts';
import { inferShapes } from '../shapes/infer-shapes.ts';
import { inDependencyOrder } from '../ir/dependency-order.ts';

/** An input [N, C] that the caller fills with 0 for dropped and 1/(1 - ratio) for kept features. */
export interface DropoutMask {
  readonly name: string;
  readonly dims: readonly Dim[];
  /** Share of the features that is dropped. */
  readonly ratio: number;
}

export interface TrainingForm {
  readonly graph: Graph;
  /** For `differentiate`: of each normalisation with its statistics as one. */
  readonly rules: ReadonlyMap<string, GradientRule>;
  /** Running statistic (an initializer of the inference form, here an input) → its value after the step. */
  readonly statistics: ReadonlyMap<string, string>;
  readonly dropoutMasks: readonly DropoutMask[];
}

/**
 * The inference form of a network as one that trains. A BatchNormalization whose scale is trained uses the statistics
 * of the batch and updates the running ones, unless they are `frozen`; others stay as they are. Dropout becomes a product with a mask that is
 * fed, so that the same seed gives the same run on any provider. Trained values become inputs.
 */
export function toTrainingForm(
  forward: Graph,
  trainable: readonly string[],
  batchNorm: 'batch' | 'frozen' = 'batch',
): TrainingForm {
  const types = inferShapes(forward);
  const normalised = new Set(batchNorm === 'frozen' ? [] : normalisationsOf(forward, trainable));
  const moving = [...trainable, ...[...normalised].flatMap(({ inputs }) => inputs.slice(3, 5))];
  const builder = createBuilder(withInputs(forward, moving));
  const rules = new Map<string, GradientRule>();
  const statistics = new Map<string, string>();
  const dropoutMasks: DropoutMask[] = [];
  const replaced = forward.nodes.map((node) => {
    const typeOfInput = (): ValueType =>
      required(types.get(elementAt(node.inputs, 0)), `The type of ${node.name}'s input`);
    if (normalised.has(node)) {
      const before = convolutionBefore(forward, node, types);
      const unscaled = before === undefined ? undefined : {};
      const { batchForm, rule, running } = addBatchStatistics(builder, node, typeOfInput(), unscaled);
      rules.set(elementAt(node.outputs, 0), rule);
      if (before !== undefined && unscaled !== undefined)
        rules.set(elementAt(before.outputs, 0), convOfUnscaled(unscaled));
      running.forEach((next, name) => statistics.set(name, next));
      return batchForm;
    }
    if (node.op !== 'Dropout') return node;
    const type = typeOfInput();
    const mask = {
      name: `dropout_mask:${dropoutMasks.length}`,
      dims: type.dims.slice(0, 2),
      ratio: ratioOf(node, forward),
    };
    dropoutMasks.push(mask);
    return maskedForm(builder, node, mask, type);
  });
  const { nodes: all, initializers: known, ...rest } = builder.finish();
  const nodes = inDependencyOrder([...replaced, ...all.slice(forward.nodes.length)]);
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  const initializers = new Map([...known].filter(([name]) => used.has(name)));
  return { graph: { ...rest, initializers, nodes }, rules, statistics, dropoutMasks };
}

/** Images in a batch from which a factor is taken over weights instead of over maps, where these are more numbers. */
const SMALL_BATCH = 4;

/** The convolution that a normalisation takes the map of, if nothing else does and its weights are fewer numbers. */
function convolutionBefore(
  { nodes, outputs }: Graph,
  normalisation: Node,
  types: ReadonlyMap<string, ValueType>,
): Node | undefined {
  const map = elementAt(normalisation.inputs, 0);
  const takers = nodes.filter(({ inputs }) => inputs.includes(map));
  const maker = nodes.find(({ outputs: [output] }) => output === map);
  if (maker?.op !== 'Conv' || maker.domain !== '' || takers.length > 1 || outputs.has(map)) return undefined;
  const dimsOf = (value: string): number[] => types.get(value)!.dims.map(Number);
  const [ofImage, ofWeights] = [sizeOf(dimsOf(map).slice(1)), sizeOf(dimsOf(elementAt(maker.inputs, 1)))];
  // Twice over the weights: for the gradient of the input and for their own.
  return SMALL_BATCH * ofImage >= 2 * ofWeights ? maker : undefined;
}

/** The normalisations whose scale is trained. */
function normalisationsOf({ nodes }: Graph, trainable: readonly string[]): Node[] {
  const trained = new Set(trainable);
  return nodes.filter(({ op, inputs }) => op === 'BatchNormalization' && trained.has(elementAt(inputs, 1)));
}

/** The name of a trained normalisation whose maps are a single pixel, so that one image has no deviation; else null. */
export function normalisationOfOne(forward: Graph, trainable: readonly string[]): string | null {
  const types = inferShapes(forward);
  const isPixel = ({ inputs }: Node): boolean =>
    types
      .get(elementAt(inputs, 0))!
      .dims.slice(2)
      .every((size) => size === 1);
  return normalisationsOf(forward, trainable).find(isPixel)?.name ?? null;
}

function withInputs(forward: Graph, names: readonly string[]): Graph {
  const inputs = new Map(forward.inputs);
  const initializers = new Map(forward.initializers);
  for (const name of names) {
    const tensor = initializers.get(name);
    if (tensor === undefined) throw new Error(`The model has no parameter "${name}"`);
    inputs.set(name, { type: tensor.type, dims: tensor.dims });
    initializers.delete(name);
  }
  return { ...forward, inputs, initializers };
}

/** Half where the node does not say, as ONNX has it. */
function ratioOf({ inputs }: Node, { initializers }: Graph): number {
  return Number(initializers.get(inputs[1] ?? '')?.data[0] ?? 0.5);
}

/** Inverted dropout (Srivastava et al. 2014); of an image, whole channels (Tompson et al. 2015). */
function maskedForm(builder: GraphBuilder, node: Node, { name, dims }: DropoutMask, type: ValueType): Node {
  const mask = builder.input(name, { type: 'float32', dims });
  const spatial = type.dims.slice(2).map(() => 1);
  const factor = spatial.length === 0 ? mask : reshape(builder, mask, [0, 0, ...spatial]);
  return {
    ...node,
    op: 'Mul',
    inputs: [elementAt(node.inputs, 0), factor],
    outputs: [elementAt(node.outputs, 0)],
    attributes: {},
  };
}
