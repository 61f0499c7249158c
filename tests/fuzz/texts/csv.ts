import { ReasonError } from '../../../main/domain/messages/reason-error.ts';
import { groupOf } from '../../../main/domain/evaluation/subgroups.ts';
import { labelsIn } from '../../../main/services/datasets/opening/labels-in.ts';
import { mergeRows } from '../../../main/services/datasets/opening/merge-rows.ts';
import { parseIndex } from '../../../main/services/datasets/opening/parse-index.ts';
import { oddTexts, type Chance } from '../chance.ts';
import { changeBytes, changeOften, changeOne, changeOrder, damaged } from '../changes.ts';
import { opened, requireTrue, type FuzzedParser, type Reading } from '../parser.ts';

/** A list as spreadsheets and programs write it. */
interface Table {
  readonly lines: readonly (readonly string[])[];
  readonly delimiter: string;
  readonly lineEnd: string;
  readonly quotesAll: boolean;
  /** The line by which spreadsheets say what stands between columns. */
  readonly separator: string;
  readonly encoding: 'utf-8' | 'utf-8 with mark' | 'utf-16' | 'latin-1';
}

const plain = { delimiter: ',', lineEnd: '\n', quotesAll: false, separator: '', encoding: 'utf-8' } as const;
const bases: readonly Table[] = [
  { ...plain, lines: [['file', 'label'], ...['a', 'b', 'c'].map((name) => [`${name}.png`, 'WELL'])] },
  {
    ...plain,
    lines: [
      ['file', 'label', 'patient', 'split', 'age', 'sex'],
      ['ILL/1.dcm', 'ILL', 'P1', 'train', '045Y', 'F'],
      ['WELL/2.dcm', 'WELL|COUGH', 'P2', 'test', '7', ''],
      ['WELL/2.dcm', 'ILL', 'P2', 'val', '18M', 'M'],
    ],
  },
  {
    ...plain,
    delimiter: ';',
    lineEnd: '\r\n',
    quotesAll: true,
    lines: [
      ['Label', 'File', 'box'],
      ['Pneumonia', 'a "b".png', '1,5'],
      ['No Finding', 'ä.png', ''],
    ],
  },
];

function cell(text: string, { delimiter, quotesAll }: Table): string {
  const isPlain = !quotesAll && !text.includes('"') && !text.includes('\n') && !text.includes(delimiter);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}

function written(table: Table): Uint8Array {
  const { lines, delimiter, lineEnd, separator, encoding } = table;
  const rows = lines.map((line) => line.map((text) => cell(text, table)).join(delimiter));
  const text = [...(separator === '' ? [] : [separator]), ...rows].join(lineEnd) + lineEnd;
  if (encoding === 'utf-16') return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (encoding === 'latin-1') return Buffer.from(text, 'latin1');
  return Buffer.from(encoding === 'utf-8' ? text : `\ufeff${text}`);
}

const words = [
  ['file', 'label', 'patient', 'split', 'age', 'FILE ', 'a.png', './a.png', 'ILL', 'WELL|ILL', '|', ' | ', 'NORMAL'],
  ['excluded', 'train', 'Test', '1', 'a"b', '"', 'x\ny', 'a;b', '\u00e4', 'a\u0308', '..\\..\\x', 'unknown', '\ufeff'],
].flat();

function changeLine(chance: Chance, line: readonly string[]): readonly string[] {
  if (line.length === 0 || chance.is(0.1)) return [...line, chance.pick(words)];
  if (chance.is(0.15)) return changeOrder(chance, line);
  return changeOne(chance, line, () => chance.pick(chance.is(0.6) ? words : oddTexts));
}

function make(chance: Chance): Uint8Array {
  const rows = (table: Table): Table => {
    const [heading, ...others] = table.lines;
    if (heading === undefined || others.length === 0) return table;
    return { ...table, lines: [heading, ...changeOne(chance, others, (line) => changeLine(chance, line))] };
  };
  const changed = changeOften<Table>(
    chance,
    chance.pick(bases),
    [
      rows,
      rows,
      rows,
      (table) => ({ ...table, lines: changeOne(chance, table.lines, (line) => changeLine(chance, line)) }),
      (table) => ({ ...table, lines: [...table.lines.slice(0, 1), ...changeOrder(chance, table.lines.slice(1))] }),
      (table) => ({
        ...table,
        delimiter: chance.pick([',', ';', '\t', '|']),
        lineEnd: chance.pick(['\n', '\r\n', '\r']),
      }),
      (table) => ({ ...table, separator: chance.pick(['sep=,', 'sep=;', '"sep=\\t"', 'sep=', 'sep=,,']) }),
      (table) => ({ ...table, encoding: chance.pick(['utf-8 with mark', 'utf-16', 'latin-1']) }),
      (table) => ({ ...table, quotesAll: !table.quotesAll }),
    ],
    4,
  );
  const bytes = written(changed);
  return chance.is(0.1) ? changeBytes(chance, bytes) : damaged(chance, bytes);
}

function read(bytes: Uint8Array): Promise<Reading> {
  try {
    const rows = parseIndex(bytes);
    const merged = mergeRows(rows);
    requireTrue(merged.length <= rows.length, 'merging makes rows');
    for (const { file, label, attributes } of merged) {
      requireTrue(file !== '' && labelsIn(label).length > 0, 'a row without file or label');
      for (const [name, value] of Object.entries(attributes)) {
        requireTrue(typeof value === 'string' && value !== '', `${name} is ${String(value)}`);
        groupOf(name, attributes);
      }
    }
    return Promise.resolve(opened);
  } catch (error) {
    if (!(error instanceof ReasonError)) throw error;
    const { code } = error.reason;
    return Promise.resolve({ refusal: code, isPastHeader: code !== 'dataset.no-column' });
  }
}

export const csv: FuzzedParser = { name: 'CSV', share: 0.1, prepare: () => Promise.resolve(make), read };
