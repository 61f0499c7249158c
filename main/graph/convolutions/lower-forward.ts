import { elementAt, firstOf } from '../../domain/elements.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { createBuilder } from '../ir/builder.ts';
import { inDependencyOrder } from '../ir/dependency-order.ts';
import type { ConvolutionLowering } from './convolution-lowering.ts';
import type { Graph, Node, ValueType } from '../ir/graph.ts';
import { windowOf } from './window.ts';
import { blockedConv } from './blocked.ts';
import { joinedConv } from './joined.ts';
import { convolutionShape } from './convolution-shape.ts';
import { winograd } from './winograd.ts';

interface Choices {
  /** Types of the values that the convolutions take and give. */
  readonly types: ReadonlyMap<string, ValueType>;
  readonly lowering: ConvolutionLowering;
}

/**
 * The graph with the given convolutions in the form that the lowering wants. Those whose weights are initializers
 * stay: ONNX Runtime lays such weights out for kernels of its own.
 */
export function formulateForward(graph: Graph, convolutions: readonly Node[], choices: Choices): Graph {
  const builder = createBuilder(graph);
  const replaced = new Map<Node, Node>();
  for (const node of convolutions) {
    const y = graph.initializers.has(elementAt(node.inputs, 1)) ? undefined : formOf(builder, node, choices);
    if (y !== undefined) replaced.set(node, { ...node, op: 'Identity', inputs: [y], attributes: {} });
  }
  if (replaced.size === 0) return graph;
  const formed = builder.finish();
  return { ...formed, nodes: inDependencyOrder(formed.nodes.map((node) => replaced.get(node) ?? node)) };
}

function formOf(builder: GraphBuilder, node: Node, { types, lowering }: Choices): string | undefined {
  const typeOf = (value: string): ValueType => types.get(value)!;
  const refuse = (): never => {
    throw new Error(`The window of node "${node.name}" is not known`);
  };
  const window = windowOf({ node, typeOf, refuse }, typeOf(elementAt(node.inputs, 1)).dims.slice(2));
  const shape = convolutionShape({ node, typeOf }, window);
  const form = shape === undefined ? 'plain' : lowering.forward(shape);
  if (form === 'plain') return undefined;
  const [x, weights] = firstOf(node.inputs, 2);
  const bias = node.inputs[2] ?? '';
  if (form === 'joined') return joinedConv(builder, [x, weights, ...node.inputs.slice(2)], window);
  const convolution = { ...shape!, ...window };
  const y =
    form === 'winograd'
      ? winograd(builder, x, weights, convolution)
      : blockedConv(builder, { x, weights }, convolution, lowering.channelBlock);
  if (bias === '') return y;
  const perChannel = builder.node('Reshape', [bias, builder.ints([-1, 1, 1])]);
  return builder.node('Add', [y, perChannel]);
}
