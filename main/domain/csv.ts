/** Tables as CSV, for spreadsheets. */
import { stringify } from 'csv-stringify/browser/esm/sync';

export type CsvCell = string | number | null;
/** Rows of a table, the heads first. */
export type CsvRows = readonly (readonly CsvCell[])[];

/**
 * Lines of RFC 4180 with CRLF; null is an empty field. A spreadsheet takes text that begins with = + - @ or a tab for a
 * formula, which a file's name must not become: such text has an apostrophe before it. Numbers stay as they are.
 */
export function toCsv(rows: CsvRows): string {
  return stringify(
    rows.map((row) => [...row]),
    {
      record_delimiter: 'windows',
      escape_formulas: true,
      cast: { number: (value) => ({ value: String(value), escape_formulas: false }) },
    },
  );
}
