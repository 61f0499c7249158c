/** Values between processes, in messages that the channel can carry: it copies each whole, several times. */
import type { Tensors } from './engine.ts';

const MOST_BYTES = 256 * 2 ** 20;

/** The names in groups whose values together stay below the limit, or stand alone. */
export function parcelsOf(tensors: Tensors, most = MOST_BYTES): readonly (readonly string[])[] {
  const parcels: string[][] = [];
  let room = 0;
  for (const [name, { data }] of Object.entries(tensors)) {
    if (parcels.length === 0 || data.byteLength > room) {
      parcels.push([]);
      room = most;
    }
    parcels.at(-1)!.push(name);
    room -= data.byteLength;
  }
  return parcels;
}
