/** Which parameters of a network learn: by a few words of the person, or by patterns of names. */
import type { Outcome } from '../domain/outcome.ts';
import { failure, success } from '../domain/outcome.ts';
import type { Graph } from '../graph/ir/graph.ts';
import { parametersOf } from '../graph/ir/parameters.ts';
import { runningStatisticsOf } from '../graph/training/running-statistics.ts';
import { closestNames } from './close-names.ts';
import type { Block } from './network.ts';

/**
 * The names of the parameters that learn, in the graph's order.
 * @param train `head`; `last-N-blocks`, the head with the N blocks before it; `all`; or patterns of parameter names
 *   with commas between them, where `*` stands for anything, such as `layer4.*,fc.*`.
 * @returns the faults `trainable.…` for what names nothing, with the names that come close.
 */
export function chooseTrainable(graph: Graph, blocks: readonly Block[], train: string): Outcome<readonly string[]> {
  const parameters = allParameters(graph, blocks);
  if (train === 'all') return success(parameters);
  const beforeHead = train === 'head' ? 0 : Number(/^last-(\d+)-blocks?$/.exec(train)?.[1] ?? Number.NaN);
  if (Number.isNaN(beforeHead)) return matching(parameters, train);
  if (beforeHead >= blocks.length) {
    const names = blocks.slice(0, -1).map(({ name }) => name);
    return failure('trainable.too-few-blocks', { count: names.length, chosen: train, blocks: names });
  }
  const first = blocks.length - 1 - beforeHead;
  return success(parameters.filter((name) => blockOf(name, blocks) >= first));
}

/** Those of layers, and whatever else the blocks say is theirs, such as a position embedding. */
function allParameters(graph: Graph, blocks: readonly Block[]): readonly string[] {
  const statistics = runningStatisticsOf(graph);
  const known = new Set(parametersOf(graph));
  return [...graph.initializers]
    .filter(([name, { type, dims }]) => {
      if (statistics.has(name) || type !== 'float32') return false;
      return known.has(name) || (dims.length > 0 && blockOf(name, blocks) >= 0);
    })
    .map(([name]) => name);
}

/** The place of the block that a parameter belongs to; -1 for none. */
export function blockOf(name: string, blocks: readonly Block[]): number {
  let [found, longest] = [-1, 0];
  for (const [index, { prefixes }] of blocks.entries()) {
    for (const prefix of prefixes) {
      if (prefix.length > longest && name.startsWith(prefix)) [found, longest] = [index, prefix.length];
    }
  }
  return found;
}

function matching(parameters: readonly string[], train: string): Outcome<readonly string[]> {
  const patterns = train
    .split(',')
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== '');
  const chosen = new Set<string>();
  for (const pattern of patterns) {
    const matched = parameters.filter((name) => matches(name, pattern));
    if (matched.length === 0) return nothingMatches(pattern, parameters);
    matched.forEach((name) => chosen.add(name));
  }
  if (chosen.size === 0) return nothingMatches(train, parameters);
  return success(parameters.filter((name) => chosen.has(name)));
}

/** Whether a name is the pattern, where `*` stands for anything, also for nothing. */
export function matches(name: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

function nothingMatches(pattern: string, parameters: readonly string[]): Outcome<never> {
  return failure('trainable.no-such-parameter', { pattern, close: closestNames(pattern, parameters) });
}

/**
 * The blocks of a graph from anywhere, from input to output, the last one being its head. Names with dots tell them
 * (`layer4.1.conv2.weight` is of `layer4.1`); where an exporter gave numbers for names, each layer with a matrix or a
 * kernel begins a block. A block's prefixes are whole names.
 */
export function blocksOf(graph: Graph): readonly Block[] {
  const statistics = runningStatisticsOf(graph);
  const known = new Set([...parametersOf(graph), ...statistics]);
  const names = [...new Set(graph.nodes.flatMap(({ inputs }) => inputs))].filter((name) => known.has(name));
  const blocks = new Map<string, string[]>();
  let count = 0;
  for (const name of names) {
    const isMatrix = graph.initializers.get(name)!.dims.length >= 2;
    if (isMatrix && !name.includes('.')) count++;
    const block = name.includes('.') ? moduleOf(name) : `layer ${Math.max(1, count)}`;
    blocks.set(block, [...(blocks.get(block) ?? []), name]);
  }
  return [...blocks].map(([name, prefixes]) => ({ name, prefixes }));
}

/** Up to the first number, as in `blocks.11` or `encoder_layer_3`; else what holds the layer, else the layer. */
function moduleOf(name: string): string {
  const parts = name.split('.').slice(0, -1);
  const numbered = parts.findIndex((part) => /^(.*_)?\d+$/.test(part));
  if (numbered >= 0) return parts.slice(0, numbered + 1).join('.');
  return parts.length > 2 ? parts.slice(0, -1).join('.') : parts.join('.');
}
