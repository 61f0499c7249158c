/** The workplace of a test file: a copy of the casebook that was prepared once for all of them. */
import { inject } from 'vitest';
import { openNewWorkplace, type Workplace, type WorkplaceOptions } from './harness.ts';

export function openWorkplace(options: Omit<WorkplaceOptions, 'preparedHome'> = {}): Promise<Workplace> {
  return openNewWorkplace({ ...options, preparedHome: inject('preparedHome') });
}
