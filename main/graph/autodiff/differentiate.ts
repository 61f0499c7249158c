import { elementAt } from '../../domain/elements.ts';
import { clauseOf, type Clause } from '../../domain/messages/clause.ts';
import { ownEntry } from '../../domain/own-entry.ts';
import { float32, sizeOf } from '../../domain/tensor.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { createBuilder } from '../ir/builder.ts';
import { toCanonicalForms } from '../canonical/to-canonical.ts';
import { formulateForward } from '../convolutions/lower-forward.ts';
import type { ConvolutionLowering } from '../convolutions/convolution-lowering.ts';
import { cpuLowering } from '../convolutions/convolution-lowering.ts';
import { withBroadcastSums } from './broadcast-sums.ts';
import type { GradientRule, InputGradients } from './shared/gradient-rule.ts';
import { NO_GRADIENT } from './shared/gradient-rule.ts';
import { forwardForms, gradientRules, severalOutputs } from './rules/gradient-rules.ts';
import { selfGatedRules } from './self-gated.ts';
import type { Graph, Node, ValueType } from '../ir/graph.ts';
import { atValue, operatorOf, UnsupportedGraph } from '../ir/unsupported-graph.ts';
import { inferShapes } from '../shapes/infer-shapes.ts';

export interface DifferentiateOptions {
  /** The value to differentiate: one number, or of any shape where `seed` is given. */
  readonly of: string;
  /** A value of the graph that holds the gradient arriving at `of`, of the same shape. */
  readonly seed?: string;
  readonly withRespectTo: readonly string[];
  /**
   * Rules that replace an operator's own for single nodes, by the name of their output. A rule may go past the node's
   * inputs: that of a batch normalisation also covers the nodes that compute its statistics.
   */
  readonly rules?: ReadonlyMap<string, GradientRule>;
  /** The CPU's where left out. */
  readonly lowering?: ConvolutionLowering | undefined;
}

export interface Differentiated {
  /** The given graph, in opset 20, with the nodes of the gradients behind its own; its outputs are the given graph's. */
  readonly graph: Graph;
  /** Value → the value that holds its gradient, of the same shape. */
  readonly gradients: ReadonlyMap<string, string>;
}

/** Thrown before anything runs, where the graph cannot be differentiated; names the operator and its node. */
export class UnsupportedOperatorError extends Error {
  override readonly name = 'UnsupportedOperatorError';
  readonly op: string;
  readonly node: string;

  constructor(node: Node, reason: Clause) {
    const operator = operatorOf(node);
    super(`${operator} at node "${node.name}": ${reason.code} ${JSON.stringify(reason.details)}`);
    this.op = operator;
    this.node = node.name;
  }
}

/** A node with its rule. */
interface Step {
  readonly node: Node;
  readonly rule: GradientRule | typeof NO_GRADIENT | undefined;
}

/**
 * Reverse-mode differentiation of a graph by a graph. Only nodes between `withRespectTo` and `of` are differentiated.
 * Throws `UnsupportedOperatorError` where one of them has no rule, and `UnsupportedGraph` where `of` does not depend on a value.
 */
export function differentiate(given: Graph, options: DifferentiateOptions): Differentiated {
  const { of, seed, withRespectTo, rules: special = new Map(), lowering = cpuLowering } = options;
  const graph = toCanonicalForms(given, [of, ...withRespectTo, ...special.keys()]);
  const rules = new Map([...selfGatedRules(graph, withRespectTo), ...special]);
  const types = inferShapes(graph);
  const active = activeValues(stepsOf(graph, rules), { of, withRespectTo, types });
  const forward = withForwardForms(graph, active, lowering);
  const builder = createBuilder(forward);
  const arriving = new Map<string, string[]>([[of, [seed ?? one(builder, typeIn(types, of))]]]);
  const sums = new Set<string>();
  /** From all uses of the value, added up. */
  const gradientOf = (value: string): string | undefined => {
    const parts = arriving.get(value);
    if (parts === undefined) return undefined;
    const sum = parts.reduce((before, part) => {
      const next = builder.node('Add', [before, part]);
      sums.add(next);
      return next;
    });
    arriving.set(value, [sum]);
    return sum;
  };
  for (const { node, rule } of stepsOf(forward, rules).toReversed()) {
    if (typeof rule !== 'function') continue;
    const upstream = node.outputs.map((output) => (active.has(output) ? gradientOf(output) : undefined));
    if (upstream.every((dy) => dy === undefined)) continue;
    const inputGradients = ruleResult(node, rule, { builder, upstream, types, graph: forward, lowering });
    node.inputs.forEach((input, index) => {
      const gradient = active.has(input) ? inputGradients[index]?.() : undefined;
      if (gradient !== undefined) arriving.set(input, [...(arriving.get(input) ?? []), gradient]);
    });
  }
  const gradients = new Map(withRespectTo.map((value) => [value, gradientOf(value) ?? noPath(value, of)]));
  const convolutions = forward.nodes.filter(({ op, domain }) => op === 'Conv' && domain === '');
  const summed = withBroadcastSums(builder.finish(), sums, new Set([of, ...gradients.values()]));
  return { graph: formulateForward(summed, convolutions, { types, lowering }), gradients };
}

function typeIn(types: ReadonlyMap<string, ValueType>, value: string): ValueType {
  const type = types.get(value);
  if (type === undefined) throw new Error(`The graph has no value "${value}"`);
  return type;
}

function noPath(value: string, of: string): never {
  throw new UnsupportedGraph(atValue(value, clauseOf('graph.independent', { of })));
}

function one(builder: GraphBuilder, { dims }: ValueType): string {
  const sizes = dims.map(Number);
  if (sizeOf(sizes) !== 1) throw new Error('Only a single number is differentiated without a seed');
  return builder.constant(float32(sizes, [1]));
}

function stepsOf(graph: Graph, special: ReadonlyMap<string, GradientRule>): Step[] {
  return graph.nodes.map((node) => {
    const general = node.domain === '' ? ownEntry(gradientRules, node.op) : undefined;
    return { node, rule: special.get(elementAt(node.outputs, 0)) ?? general };
  });
}

interface DifferentiatedPath {
  readonly of: string;
  readonly withRespectTo: readonly string[];
  readonly types: ReadonlyMap<string, ValueType>;
}

/** The values on a path from `withRespectTo` to `of`; checks that every node on one has a rule. */
function activeValues(steps: readonly Step[], { of, withRespectTo, types }: DifferentiatedPath): ReadonlySet<string> {
  const isReal = (value: string): boolean => types.get(value)?.type === 'float32';
  const reached = new Set(withRespectTo);
  for (const { node, rule } of steps) {
    if (rule === NO_GRADIENT || !node.inputs.some((input) => reached.has(input))) continue;
    node.outputs.filter(isReal).forEach((output) => reached.add(output));
  }
  const needed = new Set([of]);
  const active = new Set([...withRespectTo, of].filter((value) => reached.has(value)));
  for (const { node, rule } of steps.toReversed()) {
    if (rule === NO_GRADIENT || !node.outputs.some((output) => needed.has(output))) continue;
    const inputs = node.inputs.filter((input) => reached.has(input));
    if (inputs.length === 0) continue;
    if (rule === undefined) throw new UnsupportedOperatorError(node, clauseOf('graph.no-gradient-rule', {}));
    const isSecondary = node.outputs.slice(1).some((output) => needed.has(output) && isReal(output));
    if (isSecondary && !severalOutputs.has(node.op))
      throw new UnsupportedOperatorError(node, clauseOf('graph.further-output', {}));
    for (const input of inputs) {
      needed.add(input);
      active.add(input);
    }
  }
  return active;
}

function withForwardForms(graph: Graph, active: ReadonlySet<string>, lowering: ConvolutionLowering): Graph {
  const nodes = graph.nodes.map((node) => {
    const form =
      node.domain === '' && active.has(elementAt(node.outputs, 0)) ? ownEntry(forwardForms, node.op) : undefined;
    return form === undefined ? node : form(node, lowering);
  });
  return { ...graph, nodes };
}

interface Surroundings {
  readonly builder: GraphBuilder;
  /** The gradients that arrive at the node's outputs. */
  readonly upstream: readonly (string | undefined)[];
  readonly types: ReadonlyMap<string, ValueType>;
  readonly graph: Graph;
  readonly lowering: ConvolutionLowering;
}

function ruleResult(node: Node, rule: GradientRule, surroundings: Surroundings): InputGradients {
  const { builder, upstream, types, graph, lowering } = surroundings;
  return rule({
    node,
    builder,
    get dy() {
      const [dy] = upstream;
      if (dy === undefined) throw new UnsupportedOperatorError(node, clauseOf('graph.first-output-unused', {}));
      return dy;
    },
    lowering,
    dyOf: (output) => upstream[output],
    typeOf: (value) => typeIn(types, value),
    constantOf: (value) => graph.initializers.get(value),
    refuse: (code, details) => {
      throw new UnsupportedOperatorError(node, clauseOf(code, details));
    },
  });
}
