import type { Clause } from '../messages/clause.ts';
import type { CodedMessage, NoDetails } from '../messages/coded-message.ts';

/** Files of weights, which parameters learn, and the last layer. */
export interface NetworkFaults {
  'weights.unreadable': { readonly file: string; readonly format: string; readonly reason: Clause };
  'weights.keras-damaged': { readonly file: string };
  'weights.unknown-format': { readonly file: string };
  /** With all that does not fit. */
  'weights.do-not-fit': { readonly network: string; readonly faults: readonly CodedMessage[] };
  /** All of the network stands behind each of these prefixes. */
  'weights.several-copies': { readonly network: string; readonly prefixes: readonly string[] };
  'weights.missing': { readonly names: readonly string[] };
  'weights.misshapen': { readonly tensors: readonly Record<'name' | 'found' | 'wanted', string>[] };
  'weights.extra': { readonly names: readonly string[] };
  'weights.only-head-differs': NoDetails;
  'trainable.too-few-blocks': { readonly count: number; readonly chosen: string; readonly blocks: readonly string[] };
  'trainable.no-such-parameter': { readonly pattern: string; readonly close: readonly string[] };
  /** The logits come from nothing in the graph. */
  'head.none': { readonly logits: string };
  'head.not-linear': { readonly logits: string; readonly operator: string; readonly node: string };
}
