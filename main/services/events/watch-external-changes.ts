import type { Casebook } from '../../casebook/open-casebook.ts';
import type { StudyId } from '../../domain/ids.ts';
import { describeBug, type Log } from '../logging/log.ts';

/** How often other processes' changes are looked for. */
const LOOK_EVERY_MS = 1000;

/** Tells of each study that another process, such as `overread screen`, changes, until the function returned is called. */
export function tellOfChangesElsewhere(casebook: Casebook, tell: (study: StudyId) => void, log: Log): () => void {
  const changesElsewhere = casebook.watchElsewhere();
  const timer = setInterval(() => {
    try {
      changesElsewhere().forEach(tell);
    } catch (error) {
      log.error(describeBug(error), "Other processes' changes could not be read");
    }
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
