import type { CodedMessage, NoDetails } from './coded-message.ts';

/** A tensor's sizes; a name where one is open. */
type Dims = readonly (number | string)[];

/** Why a model's graph can't be used, differentiated or explained. */
export interface GraphClauses {
  /** A reason with the node, value, input or initializer that it is about; the others are about the file as a whole. */
  'graph.at-node': { readonly node: string; readonly operator: string; readonly reason: CodedMessage };
  'graph.at-value': { readonly value: string; readonly reason: CodedMessage };
  'graph.at-input': { readonly input: string; readonly reason: CodedMessage };
  'graph.at-initializer': { readonly initializer: string; readonly reason: CodedMessage };
  /** Files. */
  'graph.not-onnx': NoDetails;
  'graph.none': NoDetails;
  'graph.no-opset': NoDetails;
  'graph.other-opset': { readonly opset: number; readonly oldest: number; readonly newest: number };
  /** Version of the operators of a domain; none where the file names none. */
  'graph.operator-set': { readonly domain: string; readonly version: number | null };
  'graph.functions': NoDetails;
  'graph.sparse': NoDetails;
  'graph.external-data': NoDetails;
  /** ONNX's number of an element type or of a kind of attribute. */
  'graph.type-not-handled': { readonly type: number };
  'graph.subgraph': { readonly attribute: string; readonly kind: number };
  'graph.values-misfit': { readonly count: number; readonly dims: Dims };
  'graph.no-shape': NoDetails;
  'graph.constant-kind': { readonly attributes: readonly string[] };
  'graph.input-unmade': { readonly input: string };
  'graph.output-unmade': { readonly output: string };
  /** Operators. */
  'graph.foreign-operator': NoDetails;
  'graph.quantised': NoDetails;
  'graph.no-shape-rule': NoDetails;
  'graph.no-gradient-rule': NoDetails;
  'graph.not-differentiable': { readonly operator: string; readonly node: string };
  'graph.further-output': NoDetails;
  'graph.first-output-unused': NoDetails;
  'graph.independent': { readonly of: string };
  'graph.attribute-not-handled': { readonly attribute: string; readonly value: string | number };
  'graph.attribute-needs-size': { readonly attribute: string };
  'graph.attribute-missing': { readonly attribute: string };
  'graph.not-constant': { readonly input: string };
  'graph.input-missing': { readonly index: number; readonly input: string };
  'graph.node-misfit': NoDetails;
  'graph.draws-random': NoDetails;
  'graph.takes-diagonal': NoDetails;
  'graph.own-statistics': NoDetails;
  'graph.trained-statistics': NoDetails;
  /** Sizes and shapes. */
  'graph.size-unknown': NoDetails;
  'graph.sizes-unknown': NoDetails;
  'graph.image-size-unknown': NoDetails;
  'graph.channels-unknown': NoDetails;
  'graph.tuples-unknown': NoDetails;
  'graph.kernel-unknown': { readonly size: string };
  'graph.bounds-unknown': NoDetails;
  'graph.shape-unknown': NoDetails;
  'graph.depends-on-size': { readonly input: string; readonly size: string };
  'graph.axis-outside': { readonly axis: number; readonly rank: number };
  'graph.equation-misfit': { readonly equation: string };
  'graph.axis-sizes': { readonly axis: string; readonly sizes: Dims };
  'graph.shapes-misfit': { readonly shapes: readonly Dims[] };
  'graph.not-reshaped': { readonly from: Dims; readonly to: Dims };
  'graph.rows-misfit': { readonly rows: number; readonly columns: number };
  'graph.not-matrices': { readonly shapes: readonly Dims[] };
  'graph.scalar-product': NoDetails;
  'graph.not-divisible': { readonly size: number; readonly divisor: number };
  'graph.window-too-large': { readonly size: number | string };
  'graph.channels-misfit': { readonly weights: number; readonly input: number };
  /** A use that the graph does not allow, or leaves open. */
  'graph.no-image-input': { readonly inputs: readonly string[] };
  'graph.no-answers': { readonly outputs: readonly string[] };
  'graph.undecided-input': { readonly inputs: readonly string[] };
  'graph.undecided-size': NoDetails;
  'graph.undecided-logits': { readonly outputs: readonly string[] };
  'graph.more-inputs': { readonly inputs: readonly string[] };
  /** Arithmetic behind a softmax or sigmoid, which a model card can't say. */
  'graph.behind-activation': { readonly operator: string; readonly activation: string };
  'graph.not-an-image': { readonly dims: Dims };
  'graph.other-size': { readonly height: number | string; readonly width: number | string; readonly size: number };
  'graph.fixed-batch': NoDetails;
  'graph.softmax-axis': { readonly axis: number; readonly dims: Dims };
  'graph.no-such-value': { readonly value: string; readonly outputs: readonly string[] };
  'graph.labels-unseen': NoDetails;
  'graph.members-differ': NoDetails;
  'graph.reserved-name': NoDetails;
  'graph.no-logits': NoDetails;
  'graph.no-map': NoDetails;
  'graph.not-a-map': NoDetails;
  'graph.no-attention': NoDetails;
  'graph.tokens-not-square': { readonly tokens: number | string };
}
