import { stringify } from 'csv-stringify/browser/esm/sync';

export type CsvCell = string | number | null;
/** Rows of a table, the heads first. */
export type CsvRows = readonly (readonly CsvCell[])[];

/** Lines of RFC 4180; null is an empty field. */
export const toCsv = (rows: CsvRows): string =>
  stringify(
    rows.map((row) => [...row]),
    { record_delimiter: 'windows' },
  );
