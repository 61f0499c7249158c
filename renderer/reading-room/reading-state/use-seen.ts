import { useCallback } from 'react';
import { seenStep, type SeenStep, type Study } from '../../../main/domain/studies/study.ts';
import { createStoredValue, type StoredValue } from '../../shared/preferences/stored-value.ts';
import { withSeen, type Sight } from './reading-state.ts';

const records = new Map<string, StoredValue<readonly SeenStep[]>>();

/**
 * Everything seen of a study in this tab: neither a look at another study nor a reload forgets it. The time of import tells
 * studies with one number apart: another casebook may be open at this address next time.
 */
function recordOf({ id, importedAt }: Pick<Study, 'id' | 'importedAt'>): StoredValue<readonly SeenStep[]> {
  const key = `overread:seen:${id}@${importedAt}`;
  const record = records.get(key) ?? createStoredValue(key, seenStep.array().readonly(), [], globalThis.sessionStorage);
  records.set(key, record);
  return record;
}

/** Notes what the reader sees, in order, from the first time that the study is opened. */
export function useSeen({ id, importedAt }: Pick<Study, 'id' | 'importedAt'>): {
  readonly seen: () => readonly SeenStep[];
  readonly note: (sight: Sight) => void;
} {
  const note = useCallback(
    (sight: Sight) => {
      const record = recordOf({ id, importedAt });
      record.set(withSeen(record.get(), sight, new Date().toISOString()));
    },
    [id, importedAt],
  );
  const seen = useCallback(() => recordOf({ id, importedAt }).get(), [id, importedAt]);
  return { seen, note };
}
