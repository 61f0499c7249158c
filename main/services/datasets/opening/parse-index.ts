/** The rows of an index.csv, as spreadsheets and programs of all countries write it. */
import { CsvError, parse } from 'csv-parse/sync';
import { clauseOf } from '../../../domain/messages/clause.ts';
import { ReasonError } from '../../../domain/messages/reason-error.ts';
import { statedText } from '../../../domain/studies/patient-identity.ts';
import { labelsIn } from './labels-in.ts';
import type { Row } from './listed-file.ts';

interface CsvLine {
  readonly record: Readonly<Partial<Record<string, string>>>;
  /** The number of its last line in the file is `lines`. */
  readonly info: { readonly lines: number };
}

/** The first is taken where the heading doesn't tell. */
const DELIMITERS = [',', ';', '\t', '|'];
/** Columns that every list has. */
const NEEDED = ['file', 'label'];
/** Spreadsheets' own way to say what stands between columns. */
const separatorLine = /^(\s*)"?sep=([^\r\n"]{1,2}?)"?[,;\t]*(?=\r|\n|$)/i;

export function parseIndex(bytes: Uint8Array): readonly Row[] {
  const lines = parseLines(textOf(bytes).normalize('NFC'));
  const isNumbered = lines.some(({ record: { patient } }) => patient === '1');
  return lines.map(({ record: { file, label, patient = '', split = '', ...others }, info: { lines: line } }) => {
    const labels = labelsIn(label ?? '');
    if (!file || labels.length === 0) throw new ReasonError(clauseOf('dataset.line-incomplete', { line }));
    const told = Object.entries(others).filter(([name, value]) => name !== '' && value);
    return {
      file: file.replaceAll('\\', '/'),
      label: labels.join('|'),
      // Zero names nobody, but for lists that number their patients from it.
      patient: patient === '0' && isNumbered ? patient : statedText(patient),
      split: split.toLowerCase(),
      contradicts: false,
      attributes: Object.fromEntries(told) as Record<string, string>,
    };
  });
}

/** In the encoding of its byte order mark, else UTF-8; what is neither was saved by a spreadsheet of the West. */
function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function parseLines(text: string): readonly CsvLine[] {
  const named = separatorLine.exec(text)?.[2]?.replace('\\t', '\t');
  // The line stays, empty, so that the others keep their numbers.
  const table = text.replace(separatorLine, '$1');
  const delimiter = named ?? delimiterOf(table);
  try {
    const options = { columns: columnsOf, delimiter, trim: true, skip_empty_lines: true, info: true };
    return parse(table, options) as unknown as CsvLine[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines = 0 } = error as CsvError & { readonly lines?: number };
    const clause = error.code.startsWith('CSV_RECORD') ? 'dataset.line-of-other-length' : 'dataset.line-unreadable';
    throw new ReasonError(clauseOf(clause, { line: lines }), { cause: error });
  }
}

/** The delimiter with which the heading has the needed columns, else that with which it has most. */
function delimiterOf(table: string): string {
  const heading = /[^\r\n]*\S[^\r\n]*/.exec(table)?.[0] ?? '';
  const headings = DELIMITERS.map((delimiter) => ({ delimiter, columns: headingColumns(heading, delimiter) }));
  const complete = headings.find(({ columns }) => NEEDED.every((column) => columns.includes(column)));
  const [widest] = headings.toSorted((a, b) => b.columns.length - a.columns.length);
  return (complete ?? widest!).delimiter;
}

/** None where the heading's quotes don't go with the delimiter: in `"file";"label"` no comma follows a quote. */
function headingColumns(heading: string, delimiter: string): readonly string[] {
  const options = { delimiter, trim: true, relax_quotes: true, to: 1 };
  try {
    return lowered((parse(heading, options) as unknown as string[][])[0] ?? []);
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
}

const lowered = (header: readonly string[]): string[] => header.map((name) => name.trim().toLowerCase());

/** The columns in lower case; those that every list has are there. */
function columnsOf(header: readonly string[]): string[] {
  const columns = lowered(header);
  const missing = NEEDED.find((column) => !columns.includes(column));
  if (missing !== undefined) throw new ReasonError(clauseOf('dataset.no-column', { column: missing, found: columns }));
  return columns;
}
