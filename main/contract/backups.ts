import { type } from '@orpc/contract';
import { z } from 'zod';
import type { Backup, BackupSchedule } from '../domain/backup.ts';
import type { CodedMessage } from '../domain/messages/coded-message.ts';
import { operation } from './operation.ts';

/** Everything that the settings page says of backups. */
export interface BackupOverview {
  /** The folder that they lie in. */
  readonly folder: string;
  /** Newest first. */
  readonly backups: readonly Backup[];
  readonly schedule: BackupSchedule;
  /** Why the last backup of the schedule was not made; null where it was. */
  readonly fault: CodedMessage | null;
  /** A backup takes the casebook's place when Overread is started next. */
  readonly isRestoreReady: boolean;
}

const passphrase = z.string().min(1).max(1000).optional();

const overview = type<BackupOverview>();

export const backupsContract = {
  overview: operation.output(overview),
  /** Makes one now; encrypted where there is a passphrase. */
  make: operation.input(z.object({ passphrase })).output(overview),
  setSchedule: operation
    .input(z.object({ isDaily: z.boolean(), keep: z.number().int().min(1).max(365) }))
    .output(overview),
  /** Checks the whole backup and makes it ready to take the casebook's place at the next start. */
  restore: operation.input(z.object({ name: z.string().min(1).max(255), passphrase })).output(overview),
  /** The casebook stays. */
  cancelRestore: operation.output(overview),
};
