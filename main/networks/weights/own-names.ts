/** The names that a network gives its parameters, found in a file whose author put a prefix before every one. */
import type { Tensor } from '../../domain/tensor.ts';
import { presentName } from './fit-weights.ts';
import type { Weights } from './read-weights.ts';

export interface OwnNames {
  /** By the network's names. */
  readonly given: Weights;
  /** Tensors that lie beside the network, such as a loss's weights or a metric's values; by the file's names. */
  readonly beside: readonly string[];
  /** The prefixes behind which most of the network stands, where there are several; else empty. */
  readonly copies: readonly string[];
}

const separators = ['.', '/'];

/** The places where a prefix may end: the beginning, and behind each separator. */
function prefixesOf(name: string): string[] {
  return ['', ...[...name].flatMap((letter, at) => (separators.includes(letter) ? [name.slice(0, at + 1)] : []))];
}

/** How many of the expected names stand behind each prefix. */
function countBehind(names: readonly string[], expected: ReadonlySet<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) {
    for (const prefix of prefixesOf(name)) {
      if (expected.has(name.slice(prefix.length))) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    }
  }
  return counts;
}

const firstPart = (name: string): string => name.split(/[./]/, 1)[0]!;

/** A row or a number in a part of which the network has nothing: no layer can be made of it alone. */
function standApart(given: ReadonlyMap<string, Tensor>, expected: ReadonlySet<string>): string[] {
  const parts = new Set([...expected].map(firstPart));
  const layers = [...given].filter(([name, { dims }]) => dims.length > 1 || name.endsWith('.running_var'));
  for (const [name] of layers) parts.add(firstPart(name));
  return [...given.keys()].filter((name) => !parts.has(firstPart(name)));
}

/**
 * Wrappers (DataParallel, torch.compile, Lightning) and authors put a prefix before every name: it is the one behind which
 * most of the expected names stand, in a file of any format.
 */
export function findOwnNames(weights: Weights, expected: ReadonlySet<string>): OwnNames {
  const named = new Map([...weights].map(([name, tensor]) => [presentName(name), tensor]));
  const counts = [...countBehind([...named.keys()], expected)].toSorted(([, a], [, b]) => b - a);
  const [prefix, most] = counts[0] ?? ['', 0];
  const equals = counts.filter(([, count]) => count === most).map(([equal]) => equal);
  const copies = equals.length > 1 && 2 * most > expected.size ? equals : [];
  if (prefix === '') return { given: named, beside: standApart(named, expected), copies };
  const inside = [...named].filter(([name]) => name.startsWith(prefix));
  return {
    given: new Map(inside.map(([name, tensor]) => [name.slice(prefix.length), tensor])),
    beside: [...named.keys()].filter((name) => !name.startsWith(prefix)),
    copies,
  };
}
