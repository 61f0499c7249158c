import { type } from '@orpc/contract';
import { z } from 'zod';
import type { BackupSchedule } from '../domain/backup.ts';
import type { ReadingBudget } from '../domain/reading-budget.ts';
import { operation } from './operation.ts';

/** Limits within which a workstation can work at all. */
export const budgetSchema = z.object({
  elements: z.int().min(1000).max(10_000_000),
  depth: z.int().min(5).max(500),
  megapixels: z.number().min(1).max(1000),
  inflatedMegabytes: z.number().min(1).max(2000),
  seconds: z.number().min(1).max(3600),
  megabytes: z.number().min(300).max(64_000),
}) satisfies z.ZodType<ReadingBudget>;

/** The settings that the workstation keeps for its user; those of a page's looks are kept in the browser. */
export interface Settings {
  /** The name that answers, notes and decisions are saved under. */
  readonly reader: string;
  readonly backups: BackupSchedule;
  /** The most that opening one file may take. */
  readonly budget: ReadingBudget;
}

export const settingsContract = {
  get: operation.output(type<Settings>()),
  setReader: operation.input(z.object({ reader: z.string().trim().min(1).max(100) })).output(type<Settings>()),
};
