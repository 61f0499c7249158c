/** Changes of any list and of any bytes; what they are made into has its lengths and checksums mended afterwards. */
import { oddNumber, type Chance } from './chance.ts';

/** Leaves out, doubles, swaps or moves one item. */
export function changeOrder<T>(chance: Chance, items: readonly T[]): T[] {
  const list = [...items];
  if (list.length === 0) return list;
  const [at, other] = [chance.below(list.length), chance.below(list.length)];
  const change = chance.below(4);
  if (change === 0) list.splice(at, 1);
  else if (change === 1) list.splice(other, 0, list[at]!);
  else if (change === 2) [list[at], list[other]] = [list[other]!, list[at]!];
  else list.splice(other, 0, ...list.splice(at, 1));
  return list;
}

/** With one item replaced. */
export function changeOne<T>(chance: Chance, items: readonly T[], change: (item: T) => T): T[] {
  const chosen = chance.below(items.length);
  return items.map((item, i) => (i === chosen ? change(item) : item));
}

/** One to four changes of numbers of one to four bytes, of runs of bytes, or of the length. */
export function changeBytes(chance: Chance, bytes: Uint8Array): Uint8Array {
  let changed = Uint8Array.from(bytes);
  for (let count = 1 + chance.below(4); count > 0 && changed.length > 0; count--) {
    const at = chance.below(changed.length);
    const kind = chance.below(8);
    if (kind < 3) changed[at] = oddNumber(chance, changed[at]!, 8);
    else if (kind < 5) changeWord(chance, changed, at);
    else if (kind === 5) changed.copyWithin(at, chance.below(changed.length), chance.below(changed.length));
    else if (kind === 6) changed.fill(chance.pick([0, 255, 128]), at, at + chance.below(16));
    else
      changed = chance.is(0.5)
        ? changed.slice(0, at)
        : Uint8Array.of(...changed.slice(0, at), ...changed.slice(at / 2));
  }
  return changed;
}

function changeWord(chance: Chance, bytes: Uint8Array, at: number): void {
  const width = chance.pick([2, 4] as const);
  if (at + width > bytes.length) return;
  const view = new DataView(bytes.buffer);
  const isLittle = chance.is(0.5);
  if (width === 2) view.setUint16(at, oddNumber(chance, view.getUint16(at, isLittle), 16), isLittle);
  else view.setUint32(at, oddNumber(chance, view.getUint32(at, isLittle), 32), isLittle);
}

/** Does one or more changes after each other, each drawn anew. */
export function changeOften<T>(chance: Chance, before: T, changes: readonly ((value: T) => T)[], most = 3): T {
  let value = before;
  for (let count = 1 + chance.below(most); count > 0; count--) value = chance.pick(changes)(value);
  return value;
}

/** A small share of the inputs has bytes changed that nothing mends, as a bad disc does it. */
export const damaged = (chance: Chance, bytes: Uint8Array): Uint8Array =>
  chance.is(0.08) ? changeBytes(chance, bytes) : bytes;
