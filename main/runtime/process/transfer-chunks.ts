/** Values that travel or are stored in parts that memory and channels can carry: each is copied whole, several times. */

const MOST_BYTES = 256 * 2 ** 20;

/** The names in groups whose values together stay below the limit, or stand alone. `sizes`: name → bytes. */
export function parcelsOf(sizes: ReadonlyMap<string, number>, most = MOST_BYTES): readonly (readonly string[])[] {
  const parcels: string[][] = [];
  let room = 0;
  for (const [name, size] of sizes) {
    if (parcels.length === 0 || size > room) {
      parcels.push([]);
      room = most;
    }
    parcels.at(-1)!.push(name);
    room -= size;
  }
  return parcels;
}
