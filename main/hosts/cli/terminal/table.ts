/** Rows of text as aligned columns, numbers to the right; the last column is never padded. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumeric = header.map(
    (_, column) => rows.length > 0 && rows.every((row) => /^[-\d.,%–\s]*$/.test(row[column] ?? '')),
  );
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        if (isNumeric[column]) return cell.padStart(widths[column]!);
        return column === cells.length - 1 ? cell : cell.padEnd(widths[column]!);
      })
      .join('  ')
      .trimEnd();
  return [line(header), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}
