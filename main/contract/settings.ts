import { type } from '@orpc/contract';
import { z } from 'zod';
import type { BackupSchedule } from '../domain/backup.ts';
import { operation } from './operation.ts';

/** The settings that the workstation keeps for its user; those of a page's looks are kept in the browser. */
export interface Settings {
  /** The name that answers, notes and decisions are saved under. */
  readonly reader: string;
  readonly backups: BackupSchedule;
}

export const settingsContract = {
  get: operation.output(type<Settings>()),
  setReader: operation.input(z.object({ reader: z.string().trim().min(1).max(100) })).output(type<Settings>()),
};
