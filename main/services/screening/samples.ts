import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Casebook } from '../../casebook/open-casebook.ts';

const BEGUN = 'samples begun';
const DONE = 'samples done';

/**
 * The sample studies that this casebook still wants: all of them when it is new, or when putting them in
 * was interrupted or some were not scored; none ever again afterwards, so that samples which were deleted
 * stay deleted.
 */
export async function samplesWanted(casebook: Casebook, folder: string): Promise<string[]> {
  if (casebook.milestones.isReached(DONE)) return [];
  const { counts } = casebook.worklist.query({
    search: '',
    filter: 'all',
    keep: [],
    sort: 'importedAt',
    descending: true,
    offset: 0,
    limit: 1,
  });
  if (counts.all > 0 && !casebook.milestones.isReached(BEGUN)) return [];
  const names = await readdir(folder).catch(() => []);
  const samples = names.filter((name) => name.toLowerCase().endsWith('.dcm')).toSorted();
  if (samples.length > 0) casebook.milestones.reach(BEGUN);
  return samples.map((name) => join(folder, name));
}

export function samplesAreIn(casebook: Casebook): void {
  casebook.milestones.reach(DONE);
}
