/** One thing the palette can open. */
export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  /** The entry's kind, or what tells it apart. */
  readonly hint: string;
  open(): void;
}

/** Every word must occur; titles that start with the first word come first. */
export function matching(entries: readonly PaletteEntry[], search: string): readonly PaletteEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ title, hint }: PaletteEntry): boolean =>
    words.every((word) => `${title} ${hint}`.toLowerCase().includes(word));
  const rank = ({ title }: PaletteEntry): number =>
    words[0] !== undefined && title.toLowerCase().startsWith(words[0]) ? 0 : 1;
  return entries.filter(fits).toSorted((a, b) => rank(a) - rank(b));
}
