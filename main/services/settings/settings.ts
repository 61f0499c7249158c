import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { budgetSchema, type Settings } from '../../contract/settings.ts';
import type { BackupSchedule } from '../../domain/backup.ts';
import { defaultBudget, type ReadingBudget } from '../../domain/reading-budget.ts';
import { parseJson } from '../files/parse-json.ts';

/** The user's settings, kept in a file. */
export interface SettingsStore {
  get(): Settings;
  setReader(reader: string): Promise<Settings>;
  setBackups(backups: BackupSchedule): Promise<Settings>;
  /** Limits that are left out stay. */
  setBudget(limits: Limits): Promise<Settings>;
  setRefusesUnknown(refusesUnknown: boolean): Promise<Settings>;
}

const file = z.object({
  reader: z.string().min(1).optional(),
  backups: z.object({ isDaily: z.boolean(), keep: z.number().int().min(1) }).optional(),
  /** Limits that differ from the usual ones. */
  budget: z.record(z.string(), z.unknown()).optional().catch(undefined),
  refusesUnknown: z.boolean().optional(),
});
type Limits = Readonly<Record<string, unknown>>;
type Changed = z.infer<typeof file>;

const usualBackups: BackupSchedule = { isDaily: true, keep: 7 };

function read(path: string): Changed {
  try {
    return file.safeParse(parseJson(readFileSync(path, 'utf8'))).data ?? {};
  } catch {
    // There is no file before the first change.
    return {};
  }
}

/** One that makes no sense is the usual one. */
function withDefaults(limits: Limits = {}): ReadingBudget {
  const possible = Object.entries(budgetSchema.shape).flatMap(([name, limit]) => {
    const { data } = limit.safeParse(limits[name]);
    return data === undefined ? [] : [[name, data]];
  });
  return { ...defaultBudget, ...Object.fromEntries(possible) };
}

/** Without the usual ones, so that those of a later version count. */
function differing(limits: Limits): Limits {
  const usual: Limits = { ...defaultBudget };
  return Object.fromEntries(Object.entries(withDefaults(limits)).filter(([name, limit]) => limit !== usual[name]));
}

/**
 * @param path of the file, made at the first change
 * @param accountName stands as the reader until another name is set
 */
export function createSettings(path: string, accountName: string): SettingsStore {
  let changed = read(path);
  const get = (): Settings => ({
    reader: changed.reader ?? accountName,
    backups: changed.backups ?? usualBackups,
    budget: withDefaults(changed.budget),
    refusesUnknown: changed.refusesUnknown ?? false,
  });
  async function change(change: Changed): Promise<Settings> {
    const next = { ...changed, ...change };
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // Written beside and renamed, so that a crash never leaves half a file.
    await writeFile(`${path}.new`, `${JSON.stringify(next, null, 2)}\n`);
    await rename(`${path}.new`, path);
    changed = next;
    return get();
  }
  return {
    get,
    setReader: (reader) => change({ reader }),
    setBackups: (backups) => change({ backups }),
    setBudget: (limits) => change({ budget: differing({ ...changed.budget, ...limits }) }),
    setRefusesUnknown: (refusesUnknown) => change({ refusesUnknown }),
  };
}
