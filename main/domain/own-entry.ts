/**
 * The entry of a table under a name from a file or a person, who may call things as they like: what all objects inherit,
 * such as `toString`, is no entry.
 */
export function ownEntry<T>(table: Readonly<Partial<Record<string, T>>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
