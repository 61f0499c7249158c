/** Backups of the casebook as a person and the schedule make them. */
import { backupsFolder, findBackup, listBackups, pruneBackups } from '../../casebook/backups/backup-files.ts';
import { cancelRestore, isRestoreReady } from '../../casebook/backups/restore-backup.ts';
import type { BackupOverview } from '../../contract/backups.ts';
import type { BackupReason, BackupSchedule } from '../../domain/backup.ts';
import type { CodedMessage } from '../../domain/messages/coded-message.ts';
import { toCodedMessage } from '../../domain/messages/coded-message.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { openThread } from '../../runtime/threads/open-thread.ts';
import { describeBug, type Log } from '../logging/log.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { BackupApi } from './backup-worker.ts';

export interface Backups {
  overview(): BackupOverview;
  /** Faults: `backup.…`, `casebook.…`. */
  make(passphrase?: string): Promise<Outcome<BackupOverview>>;
  setSchedule(schedule: BackupSchedule): Promise<BackupOverview>;
  /** Makes the backup ready; it takes the casebook's place when that is opened next. */
  restore(name: string, passphrase?: string): Promise<Outcome<BackupOverview>>;
  cancelRestore(): BackupOverview;
  /** Makes the backup of the day where the schedule wants one and there is none. */
  makeDue(): Promise<void>;
  /** From now until `close`: looks each hour whether one is due. */
  keepSchedule(): void;
  close(): void;
}

export interface BackupsOptions {
  /** The casebook's file. */
  readonly path: string;
  readonly settings: SettingsStore;
  readonly clock: () => Date;
  readonly log: Log;
}

const DAY_MS = 86_400_000;
const LOOKS_EVERY_MS = 3_600_000;
/** The program has started by then, and short ones have ended. */
const FIRST_LOOK_MS = 60_000;

async function inThread<T>(work: (api: BackupApi) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  await using thread = openThread<BackupApi>('backup-worker');
  return await thread.call(work);
}

export function createBackups({ path, settings, clock, log }: BackupsOptions): Backups {
  let fault: CodedMessage | null = null;
  let timer: NodeJS.Timeout | undefined;

  const overview = (): BackupOverview => ({
    folder: backupsFolder(path),
    backups: listBackups(path),
    schedule: settings.get().backups,
    fault,
    isRestoreReady: isRestoreReady(path),
  });
  async function make(reason: BackupReason, passphrase?: string): Promise<Outcome<BackupOverview>> {
    const made = await inThread((api) => api.make(path, { reason, madeAt: clock(), passphrase }));
    return made.ok ? success(overview()) : made;
  }
  function isDue(): boolean {
    const last = listBackups(path).find(({ reason }) => reason === 'daily');
    return (
      settings.get().backups.isDaily && (last === undefined || clock().getTime() - Date.parse(last.madeAt) >= DAY_MS)
    );
  }
  async function makeDue(): Promise<void> {
    if (!isDue()) return;
    const made = await make('daily');
    fault = made.ok ? null : toCodedMessage(made.error);
    if (made.ok) pruneBackups(path, settings.get().backups.keep);
    else log.warn({ code: made.error.code }, 'The backup of the day was not made');
  }
  function lookAfter(milliseconds: number): void {
    timer = setTimeout(() => {
      makeDue()
        .catch((error: unknown) => log.error(describeBug(error), 'The backup of the day failed'))
        .finally(() => timer !== undefined && lookAfter(LOOKS_EVERY_MS));
    }, milliseconds).unref();
  }
  return {
    overview,
    make: (passphrase) => make('manual', passphrase),
    async setSchedule(schedule) {
      await settings.setBackups(schedule);
      return overview();
    },
    async restore(name, passphrase) {
      const backup = findBackup(path, name);
      if (backup === undefined) return failure('backup.not-found', {});
      const ready = await inThread((api) => api.prepareRestore(path, backup.path, passphrase));
      return ready.ok ? success(overview()) : ready;
    },
    cancelRestore() {
      cancelRestore(path);
      return overview();
    },
    makeDue,
    keepSchedule: () => lookAfter(FIRST_LOOK_MS),
    close() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
