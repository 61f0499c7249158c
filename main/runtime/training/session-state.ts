/** The values that stay in a session between its runs, by name; in flat memory where an update covers many at once. */
import { ownEntry } from '../../domain/own-entry.ts';
import { float32, sizeOf } from '../../domain/tensor.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { isProduct, nameIn } from '../../graph/training/update.ts';
import type { Update, UpdatedTensor } from '../../graph/training/update.ts';
import type { SessionOptions, Tensors } from '../engine.ts';

/** Consecutive values of one group: those whose gradients are there as they are, or one whose gradient is a product. */
export interface ParameterSlice {
  /** Index of the group. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly members: readonly UpdatedTensor[];
}

export interface SessionState {
  /** Views of what stays, by name: they change in place. */
  readonly views: ReadonlyMap<string, Tensor>;
  /** By the update's names of buffers. */
  readonly flatBuffers: ReadonlyMap<string, Float32Array>;
  /** In order, without gaps. */
  readonly slices: readonly ParameterSlice[];
}

/** The options that decide the state. */
interface Staying extends Pick<SessionOptions, 'carry' | 'initial'> {
  readonly update?: Pick<Update<unknown>, 'groups' | 'flatBuffers'>;
}

/** @throws where a value that stays has no first value. */
export function createState({ carry = {}, update, initial = {} }: Staying): SessionState {
  const slices = update === undefined ? [] : slicesOf(update);
  const views = new Map<string, Tensor>();
  const flatBuffers = new Map<string, Float32Array>();
  for (const [index, { name, first }] of (update?.flatBuffers ?? []).entries()) {
    const buffer = new Float32Array(slices.at(-1)?.to ?? 0);
    flatBuffers.set(name, buffer);
    eachMember(slices, (member, offset) => {
      const own = nameIn(update!, index, member.name);
      const view = float32(member.dims, buffer.subarray(offset, offset + sizeOf(member.dims)));
      const given = ownEntry(initial, own) ?? (first === 'value' ? views.get(member.name) : undefined);
      if (given !== undefined) fill(own, view, given);
      else if (first !== 'zeros') throw noFirst(own);
      if (isKept(member, first)) views.set(own, view);
    });
  }
  for (const name of Object.keys(carry)) {
    const given = ownEntry(initial, name);
    if (given === undefined) throw noFirst(name);
    if (!views.has(name)) views.set(name, { ...given, data: given.data.slice() });
  }
  return { views, flatBuffers, slices };
}

/** Bytes of all that stays, by name. */
export function stateSizes({ carry = {}, update, initial = {} }: Staying): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const [index, { first }] of (update?.flatBuffers ?? []).entries()) {
    for (const member of update!.groups.flat()) {
      if (isKept(member, first)) sizes.set(nameIn(update!, index, member.name), 4 * sizeOf(member.dims));
    }
  }
  for (const name of Object.keys(carry)) sizes.set(name, ownEntry(initial, name)?.data.byteLength ?? 0);
  return sizes;
}

/** Values without a gradient have no moments. */
const isKept = ({ gradient }: UpdatedTensor, first: string): boolean => gradient !== null || first !== 'zeros';

function fill(name: string, view: Tensor, given: Tensor): void {
  if (given.type !== 'float32' || given.dims.join() !== view.dims.join())
    throw new Error(`The first value of "${name}" is ${given.type} [${given.dims.join()}], not [${view.dims.join()}]`);
  (view.data as Float32Array).set(given.data as Float32Array);
}

const noFirst = (name: string): Error => new Error(`The carried input "${name}" has no first value`);

function slicesOf({ groups }: Pick<Update<unknown>, 'groups'>): ParameterSlice[] {
  const slices: ParameterSlice[] = [];
  for (const [index, group] of groups.entries()) {
    const whole = group.filter(({ gradient }) => !isProduct(gradient));
    const products = group.filter(({ gradient }) => isProduct(gradient)).map((one) => [one]);
    for (const members of [whole, ...products].filter(({ length }) => length > 0)) {
      const from = slices.at(-1)?.to ?? 0;
      const size = members.reduce((sum, { dims }) => sum + sizeOf(dims), 0);
      slices.push({ index, from, to: from + size, members });
    }
  }
  return slices;
}

/** Each value with where it begins in every buffer. */
function eachMember(slices: readonly ParameterSlice[], visit: (member: UpdatedTensor, offset: number) => void): void {
  for (const { members, from } of slices) {
    let offset = from;
    for (const member of members) {
      visit(member, offset);
      offset += sizeOf(member.dims);
    }
  }
}

/** Copies of values that stay. */
export function readState({ views }: SessionState, names: readonly string[]): Tensors {
  const unknown = names.find((name) => !views.has(name));
  if (unknown !== undefined) throw new Error(`The session carries no value "${unknown}"`);
  return Object.fromEntries(
    names.map((name) => {
      const view = views.get(name)!;
      return [name, { ...view, data: view.data.slice() }];
    }),
  );
}

/** Gives the buffers' memory back at once; nothing of them can be read any more. */
export function releaseState({ flatBuffers }: SessionState): void {
  for (const { buffer: memory } of flatBuffers.values()) (memory as ArrayBuffer).transfer(0);
}
