/** One row a file: lists with a row for each box, finding or reader name a file several times. */
import { posix } from 'node:path';
import { isNormalName } from '../../../domain/datasets/findings-of-labels.ts';
import { labelsIn } from './labels-in.ts';
import type { Row } from './listed-file.ts';

/**
 * Rows of one file are one image with the labels of all. Where they contradict each other, the labels of most of its
 * rows count (of as many, those named first), and it is in no split if they give several.
 */
export function mergeRows(rows: readonly Row[]): readonly Row[] {
  const ofFiles = Map.groupBy(rows, ({ file }) => posix.normalize(file).normalize('NFC'));
  if (ofFiles.size === rows.length) return rows;
  const areSingle = rows.every(({ label }) => labelsIn(label).length === 1);
  const areExclusive = areSingle && new Set(rows.map(({ label }) => label)).size <= 2;
  return [...ofFiles.values()].map((own) => (own.length === 1 ? own[0]! : merge(own, areExclusive)));
}

function merge(own: readonly Row[], areExclusive: boolean): Row {
  const [first] = own as [Row];
  const patients = new Set(own.flatMap(({ patient }) => (patient === null ? [] : [patient])));
  const splits = new Set(own.map(({ split }) => split));
  const { label, contradicts } = mergeLabels(own, areExclusive);
  return {
    file: first.file,
    label,
    patient: [...patients][0] ?? null,
    split: splits.size === 1 ? first.split : '',
    attributes: sharedAttributes(own),
    contradicts: contradicts || patients.size > 1 || splits.size > 1,
  };
}

/** Different findings add up; "nothing found" contradicts a finding, and so do two labels that exclude each other. */
function mergeLabels(own: readonly Row[], areExclusive: boolean): Pick<Row, 'label' | 'contradicts'> {
  const kindOf = ({ label }: Row): string => {
    if (areExclusive) return label;
    return labelsIn(label).every(isNormalName) ? 'normal' : 'finding';
  };
  const kinds = [...Map.groupBy(own, kindOf).values()].toSorted((a, b) => b.length - a.length);
  const label = [...new Set(kinds[0]!.flatMap((row) => labelsIn(row.label)))].join('|');
  return { label, contradicts: kinds.length > 1 };
}

/** Those on which all rows that tell them agree: a box or a reader is none of the image. */
function sharedAttributes(own: readonly Row[]): Row['attributes'] {
  const told = Map.groupBy(
    own.flatMap(({ attributes }) => Object.entries(attributes)),
    ([name]) => name,
  );
  const shared = [...told].filter(([, pairs]) => new Set(pairs.map(([, value]) => value)).size === 1);
  return Object.fromEntries(shared.map(([name, [pair]]) => [name, pair![1]]));
}
