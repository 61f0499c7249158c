import { ownEntry } from '../../domain/own-entry.ts';
import { OPSET, createBuilder } from '../ir/builder.ts';
import { inDependencyOrder } from '../ir/dependency-order.ts';
import type { Graph, ValueType } from '../ir/graph.ts';
import { inferShapes } from '../shapes/infer-shapes.ts';
import { forms } from './forms.ts';

/** The graph in operators of opset 20, each in one form: axes are inputs, softmax is along an axis, and so on. */
export function toDialect(graph: Graph): Graph {
  const hasForm = graph.nodes.some(({ op, domain }) => domain === '' && Object.hasOwn(forms, op));
  if (!hasForm) return { ...graph, opset: OPSET };
  const types = inferShapes(graph);
  const builder = createBuilder({ ...graph, opset: OPSET });
  const typeOf = (value: string): ValueType => {
    const type = types.get(value);
    if (type === undefined) throw new Error(`The graph has no value "${value}"`);
    return type;
  };
  const rewritten = graph.nodes.map((node) => {
    const form = node.domain === '' ? ownEntry(forms, node.op) : undefined;
    return form === undefined ? node : form(node, { builder, opset: graph.opset, typeOf });
  });
  const { nodes, ...rest } = builder.finish();
  return { ...rest, nodes: inDependencyOrder([...rewritten, ...nodes.slice(graph.nodes.length)]) };
}
