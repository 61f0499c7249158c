import { clauseOf } from '../../domain/messages/clause.ts';
import { toDialect } from './dialect.ts';
import { foldConstants, withoutDeadNodes, withoutNoOps } from './simplify.ts';
import type { Graph } from '../ir/graph.ts';
import { UnsupportedGraph } from '../ir/unsupported-graph.ts';

const OLDEST_OPSET = 9;
const NEWEST_OPSET = 21;

/**
 * The same function in one dialect, that of opset 20 (the newest of every execution provider): axes are inputs,
 * operators that others express are expressed by them, shape arithmetic whose result is known is a constant, and
 * nodes that change nothing or that nothing needs are gone. Dropout stays, for training. Inputs, outputs, parameters
 * and the values in `keep` have the same names; initializers in `keep` stay variable. Throws `UnsupportedGraph`.
 */
export function toCanonical(graph: Graph, keep: readonly string[] = []): Graph {
  const kept = new Set(keep);
  const plain = withoutNoOps(foldConstants(toDialect(checked(graph)), kept), kept);
  return withoutDeadNodes(plain, kept);
}

/** The same dialect with every value still there under its name: for graphs to which nodes were added since. */
export function toCanonicalForms(graph: Graph, keep: readonly string[] = []): Graph {
  return foldConstants(toDialect(checked(graph)), new Set(keep));
}

function checked(graph: Graph): Graph {
  if (graph.opset >= OLDEST_OPSET && graph.opset <= NEWEST_OPSET) return graph;
  throw new UnsupportedGraph(
    clauseOf('graph.other-opset', { opset: graph.opset, oldest: OLDEST_OPSET, newest: NEWEST_OPSET }),
  );
}
