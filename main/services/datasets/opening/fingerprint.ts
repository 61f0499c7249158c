/** Whether two datasets are the same. */
import { createHash } from 'node:crypto';
import type { DatasetEntry } from '../../../domain/datasets/dataset.ts';

type Essence = Pick<DatasetEntry, 'sha256' | 'labels' | 'patient' | 'split'>;

/** The parts of an image that count: neither its name nor its place, so that a copy elsewhere is the same dataset. */
export function essenceOf({ sha256, labels, patient, split }: Essence): string {
  return JSON.stringify([sha256, labels.toSorted(), patient, split]);
}

/**
 * SHA-256 over the images' contents, labels, patients and splits, in an order of their own: the same bytes with the
 * same labels give the same fingerprint on any machine, under any name.
 */
export function fingerprintOf(entries: readonly Essence[]): string {
  return createHash('sha256').update(entries.map(essenceOf).sort().join('\n')).digest('hex');
}
