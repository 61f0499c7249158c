/**
 * The update of values by their gradients, apart from the graph that computes these. All values lie one behind the other in
 * flat memory, a buffer, and so do their moments and averages, a buffer each: an optimiser makes no difference between
 * parameters, and goes over a chunk [n] of every buffer at a time, written in place.
 */

/** Two matrices, [k, r] and [k, c], whose product leftᵀ·right [r, c] is a gradient. */
export interface Factors {
  readonly left: string;
  readonly right: string;
}

export interface UpdatedTensor {
  readonly name: string;
  readonly dims: readonly number[];
  /** Outputs of the graph before; null for a value that is there to be averaged only. */
  readonly gradient: string | Factors | null;
}

/** The same for gradients that are there as they are, and for products, where there are any. */
export interface OfGradients<M> {
  readonly whole: M;
  readonly product: M | null;
}

/** `M`: a graph, or the model file made of it. */
export interface Update<M> {
  /** Each group has numbers of its own, such as its learning rate. */
  readonly groups: readonly (readonly UpdatedTensor[])[];
  /**
   * The first is that of the values themselves; in another one a value is called `buffer:value`, and begins with zeros or
   * as the value itself does.
   */
  readonly flatBuffers: readonly { readonly name: string; readonly first: 'given' | 'zeros' | 'value' }[];
  /**
   * Takes a chunk [n] of each buffer by the buffer's name, `gradient` [n] (or `left` [k, r] and `right` [k, c], r·c = n) and
   * the group's numbers; gives the chunk's successor of each buffer, see `successorOf`. No chunk of a buffer is read any more
   * once its successor is being written, so that both may be the same memory.
   */
  readonly move: OfGradients<M>;
  /** Gives `squares` [] of the same gradients. Where it is there, `move` takes their sum over all values as `squares`. */
  readonly norm: OfGradients<M> | null;
}

export const GRADIENT = 'gradient';
export const LEFT = 'left';
export const RIGHT = 'right';
export const SQUARES = 'squares';

export const successorOf = (buffer: string): string => `next_${buffer}`;

/** The name of what a buffer holds of a value; `index`: the buffer's. */
export function nameIn({ flatBuffers }: Pick<Update<unknown>, 'flatBuffers'>, index: number, value: string): string {
  return index === 0 ? value : `${flatBuffers[index]!.name}:${value}`;
}

export const isProduct = (gradient: UpdatedTensor['gradient']): gradient is Factors =>
  gradient !== null && typeof gradient !== 'string';

/** The outputs that a gradient is made of. */
export function outputsOf({ gradient }: UpdatedTensor): readonly string[] {
  if (gradient === null) return [];
  return typeof gradient === 'string' ? [gradient] : [gradient.left, gradient.right];
}

/** The same with its graphs made to something else. */
export function mapUpdate<A, B>(update: Update<A>, make: (graph: A) => B): Update<B> {
  const both = ({ whole, product }: OfGradients<A>): OfGradients<B> => ({
    whole: make(whole),
    product: product === null ? null : make(product),
  });
  return { ...update, move: both(update.move), norm: update.norm === null ? null : both(update.norm) };
}
