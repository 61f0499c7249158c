/** Why a backup of the casebook was made: by hand, by the schedule, before an upgrade, or before another took its place. */
export const backupReasons = ['manual', 'daily', 'upgrade', 'replaced'] as const;
export type BackupReason = (typeof backupReasons)[number];

/** A copy of the whole casebook in one file. */
export interface Backup {
  /** The file's name in the folder of backups. */
  readonly name: string;
  readonly path: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly bytes: number;
  readonly reason: BackupReason;
  /** The casebook's version; null where the file does not say. */
  readonly version: number | null;
  readonly isEncrypted: boolean;
}

/** Whether backups are made by themselves, and how many of these are kept. */
export interface BackupSchedule {
  readonly isDaily: boolean;
  readonly keep: number;
}
