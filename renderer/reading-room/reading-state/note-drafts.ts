/** Notes that are being written: kept in the browser letter by letter, a study each, until they are saved. */
import { z } from 'zod';
import type { Study } from '../../../main/domain/studies/study.ts';
import { createStoredValue, type StoredValue } from '../../shared/preferences/stored-value.ts';

const drafts = new Map<string, StoredValue<string>>();

/** The time of import tells studies with one number apart: another casebook may be open at this address next time. */
export function noteDraftOf({ id, importedAt }: Pick<Study, 'id' | 'importedAt'>): StoredValue<string> {
  const key = `overread:note:${id}@${importedAt}`;
  const draft = drafts.get(key) ?? createStoredValue(key, z.string().max(10_000), '');
  drafts.set(key, draft);
  return draft;
}

/** The note was saved: what was written on meanwhile is not saved yet. */
export function noteWasSaved(study: Pick<Study, 'id' | 'importedAt'>, saved: string): void {
  const draft = noteDraftOf(study);
  if (draft.get() === saved) draft.set('');
}
