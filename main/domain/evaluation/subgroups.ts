/** The same measures among the cases of one value of an attribute. */
import { ownEntry } from '../own-entry.ts';
import type { Random } from '../statistics/random.ts';
import { estimateArea } from './area.ts';
import { rateOver } from '../statistics/estimate-rate.ts';
import type { BinaryScores } from './rates.ts';
import type { SubgroupLine, SubgroupTable } from './report.ts';
import { drawResamples } from '../statistics/resamples.ts';

/** Facts about a case beside its labels: age, sex, view, source … in lower case. */
export type Attributes = Readonly<Record<string, string>>;

/** An attribute with more values than this, as an accession number has, makes no table. */
const MOST_GROUPS = 20;

const ageBands: readonly (readonly [number, string])[] = [
  [2, '0–1'],
  [6, '2–5'],
  [12, '6–11'],
  [18, '12–17'],
  [40, '18–39'],
  [60, '40–59'],
  [75, '60–74'],
  [Number.POSITIVE_INFINITY, '75 and over'],
];

/** As a group's name; null where it is not known. Ages in years, also as DICOM writes them (`045Y`, `018M`). */
export function groupOf(attribute: string, attributes: Attributes): string | null {
  const text = ownEntry(attributes, attribute)?.trim() ?? '';
  if (text === '') return null;
  if (attribute !== 'age') return text;
  const years = yearsOf(text);
  return years === null ? null : ageBands.find(([below]) => years < below)![1];
}

function yearsOf(text: string): number | null {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*([YMWD]?)$/i.exec(text) ?? [];
  if (digits === undefined) return null;
  const perYear = { Y: 1, M: 12, W: 52, D: 365 }[(unit || 'Y').toUpperCase()]!;
  return Number(digits) / perYear;
}

/** One table an attribute that has two values or more, in the order of their names. */
export function subgroupTables(
  cases: BinaryScores & { readonly patients: readonly string[]; readonly attributes: readonly Attributes[] },
  threshold: number,
  random: Random,
): SubgroupTable[] {
  const names = [...new Set(cases.attributes.flatMap(Object.keys))].sort();
  return names.flatMap((attribute) => {
    const places = Map.groupBy(cases.attributes.keys(), (i) => groupOf(attribute, cases.attributes[i]!));
    const unknown = places.get(null)?.length ?? 0;
    places.delete(null);
    if (places.size < 2 || places.size > MOST_GROUPS) return [];
    const groups = [...places].map(([value, members]) =>
      lineOf(cases, value!, members, threshold, random.fork(`${attribute} ${value}`)),
    );
    return [{ attribute, threshold, groups: sorted(attribute, groups), unknown }];
  });
}

function sorted(attribute: string, groups: readonly SubgroupLine[]): SubgroupLine[] {
  const bandOf = ({ value }: SubgroupLine): number => ageBands.findIndex(([, name]) => name === value);
  return groups.toSorted((a, b) =>
    attribute === 'age' ? bandOf(a) - bandOf(b) : b.n - a.n || a.value.localeCompare(b.value),
  );
}

function lineOf(
  cases: BinaryScores & { readonly patients: readonly string[] },
  value: string,
  members: readonly number[],
  threshold: number,
  random: Random,
): SubgroupLine {
  const probabilities = members.map((i) => cases.probabilities[i]!);
  const positives = members.map((i) => cases.positives[i]!);
  const resamples = drawResamples(
    members.map((i) => cases.patients[i]!),
    random,
  );
  const isCalled = (i: number): boolean => probabilities[i]! >= threshold;
  return {
    value,
    n: members.length,
    patients: resamples.patients,
    positives: positives.filter(Boolean).length,
    auc: estimateArea(probabilities, positives, resamples),
    sensitivity: rateOver(resamples, (i) => positives[i]!, isCalled),
    specificity: rateOver(
      resamples,
      (i) => !positives[i]!,
      (i) => !isCalled(i),
    ),
  };
}
