/** Images that are there more than once, as files, as pixels or by their appearance. */
import type { AuditFinding, DuplicatePair, FindingCode } from '../../../domain/datasets/audit-report.ts';
import type { AuditStatements } from '../../../domain/datasets/audit-statements.ts';
import type { DatasetEntry } from '../../../domain/datasets/dataset.ts';
import type { Severity } from '../../../domain/datasets/dataset-terms.ts';
import { MINIATURE_SIDE } from '../../../domain/datasets/image-features.ts';
import { findLookalikes, perceptualHash } from '../../../domain/datasets/perceptual-hash.ts';
import type { Examined } from './examined.ts';
import { finding } from './finding.ts';

/**
 * Two images look the same when at most so many of 255 bits differ and what is left without the coarsest shades
 * correlates at least so much. Chosen on the two public sets: docs/laboratory/datasets.md has the counts.
 */
const lookalikeLimits = { bits: 45, correlation: 0.93 };

/** Up to so many copies of one image are listed each with each. */
const SMALL_GROUP = 8;

/** Those across splits and with other labels first. */
export function findDuplicates({
  entries,
  features,
}: Pick<Examined, 'entries' | 'features'>): readonly DuplicatePair[] {
  const pixelHashOf = (index: number): string | null => {
    const own = features[index]!;
    return own.isReadable ? own.pixelHash : null;
  };
  const groups = [...Map.groupBy(entries, ({ index }) => pixelHashOf(index))]
    .filter(([hash]) => hash !== null)
    .map(([, own]) => own);
  const copies = groups.flatMap((own) =>
    pairsAmong(own, ({ sha256 }, other) => (sha256 === other.sha256 ? 'file' : 'pixels'), 0),
  );
  const pairs = [...copies, ...lookalikesAmong(groups, features)];
  const weight = (pair: DuplicatePair): number => 2 * Number(pair.isAcrossSplits) + Number(pair.hasOtherLabel);
  return pairs.toSorted((a, b) => weight(b) - weight(a) || a.a - b.a || a.b - b.b);
}

function lookalikesAmong(
  groups: readonly (readonly DatasetEntry[])[],
  features: Examined['features'],
): DuplicatePair[] {
  const hashes = groups.map(([first]) => {
    const own = features[first!.index]!;
    return perceptualHash(own.isReadable ? own.miniature : [], MINIATURE_SIDE);
  });
  return findLookalikes(hashes, lookalikeLimits).flatMap(({ a, b, distance }) => {
    const [left, right] = [representatives(groups[a]!), representatives(groups[b]!)];
    return left.flatMap((one) => right.map((other) => toPair(one, other, 'look', distance)));
  });
}

function toPair(one: DatasetEntry, other: DatasetEntry, kind: DuplicatePair['kind'], distance: number): DuplicatePair {
  const [a, b] = one.index < other.index ? [one, other] : [other, one];
  return {
    a: a.index,
    b: b.index,
    kind,
    distance,
    isAcrossSplits: a.split !== null && b.split !== null && a.split !== b.split,
    hasOtherLabel: placeOf({ ...a, split: null }) !== placeOf({ ...b, split: null }),
    hasOtherPatient: a.patient !== null && b.patient !== null && a.patient !== b.patient,
  };
}

const placeOf = ({ split, labels }: Pick<DatasetEntry, 'split' | 'labels'>): string => JSON.stringify([split, labels]);

/** The first image of each split and labels: with them, every kind of pair is told, and a thousand copies stay few. */
function representatives(copies: readonly DatasetEntry[]): readonly DatasetEntry[] {
  return [...Map.groupBy(copies, placeOf).values()].map(([first]) => first!);
}

function pairsAmong(
  copies: readonly DatasetEntry[],
  kindOf: (one: DatasetEntry, other: DatasetEntry) => DuplicatePair['kind'],
  distance: number,
): DuplicatePair[] {
  const partners = copies.length <= SMALL_GROUP ? copies : representatives(copies);
  const pairs = partners.flatMap((one, i) =>
    copies
      .filter((other) => other !== one && !partners.slice(0, i).includes(other))
      .map((other) => toPair(one, other, kindOf(one, other), distance)),
  );
  return pairs;
}

interface Rule {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly statement: DuplicateStatement;
  readonly isMeant: (pair: DuplicatePair) => boolean;
}

type DuplicateStatement = Extract<keyof AuditStatements, `duplicate${string}` | `lookalike${string}`>;

const isCopy = ({ kind }: DuplicatePair): boolean => kind !== 'look';
const isWithin = (pair: DuplicatePair): boolean => !pair.isAcrossSplits && !pair.hasOtherLabel;

const rules: readonly Rule[] = [
  {
    code: 'DUPLICATE_ACROSS_SPLITS',
    severity: 'error',
    statement: 'duplicateAcrossSplits',
    isMeant: (pair) => isCopy(pair) && pair.isAcrossSplits,
  },
  {
    code: 'LOOKALIKE_ACROSS_SPLITS',
    severity: 'error',
    statement: 'lookalikeAcrossSplits',
    isMeant: (pair) => !isCopy(pair) && pair.isAcrossSplits,
  },
  {
    code: 'DUPLICATE_WITH_OTHER_LABEL',
    severity: 'error',
    statement: 'duplicateWithOtherLabel',
    isMeant: (pair) => isCopy(pair) && pair.hasOtherLabel,
  },
  {
    code: 'LOOKALIKE_WITH_OTHER_LABEL',
    severity: 'error',
    statement: 'lookalikeWithOtherLabel',
    isMeant: (pair) => !isCopy(pair) && pair.hasOtherLabel,
  },
  {
    code: 'DUPLICATE_OF_OTHER_PATIENT',
    severity: 'warning',
    statement: 'duplicateOfOtherPatient',
    isMeant: ({ hasOtherPatient }) => hasOtherPatient,
  },
  {
    code: 'DUPLICATE_WITHIN_SPLIT',
    severity: 'warning',
    statement: 'duplicateWithinSplit',
    isMeant: (pair) => isCopy(pair) && isWithin(pair),
  },
  {
    code: 'LOOKALIKE_WITHIN_SPLIT',
    severity: 'note',
    statement: 'lookalikeWithinSplit',
    isMeant: (pair) => !isCopy(pair) && isWithin(pair),
  },
];

/** Entries in the order of the pairs: first and second of the first pair, and so on. */
export function duplicateFindings(pairs: readonly DuplicatePair[]): AuditFinding[] {
  return rules.flatMap(({ code, severity, statement, isMeant }) => {
    const meant = pairs.filter(isMeant);
    if (meant.length === 0) return [];
    const images = meant.flatMap(({ a, b }) => [a, b]);
    const text = { statement: { code: statement, details: { count: meant.length } } };
    return [finding(code, severity, text, images, { pairs: meant.length })];
  });
}
