import { type } from '@orpc/contract';
import { z } from 'zod';
import type { BackupSchedule } from '../domain/backup.ts';
import { budgetRanges, type LimitRange, type ReadingBudget } from '../domain/reading-budget.ts';
import { operation } from './operation.ts';

const limit = ({ least, most }: LimitRange) => z.int().min(least).max(most);

export const budgetSchema = z.object({
  elements: limit(budgetRanges.elements),
  depth: limit(budgetRanges.depth),
  megapixels: limit(budgetRanges.megapixels),
  inflatedMegabytes: limit(budgetRanges.inflatedMegabytes),
  seconds: limit(budgetRanges.seconds),
  megabytes: limit(budgetRanges.megabytes),
}) satisfies z.ZodType<ReadingBudget>;

/** The settings that the workstation keeps for its user; those of a page's looks are kept in the browser. */
export interface Settings {
  /** The name that answers, notes and decisions are saved under. */
  readonly reader: string;
  readonly backups: BackupSchedule;
  /** The most that opening one file may take. */
  readonly budget: ReadingBudget;
  /** Images are refused of which their file does not say what a model asks for; else they are scored with a flag. */
  readonly refusesUnknown: boolean;
}

export const settingsContract = {
  get: operation.output(type<Settings>()),
  setReader: operation.input(z.object({ reader: z.string().trim().min(1).max(100) })).output(type<Settings>()),
  /** Limits that are left out stay. They hold from the next file on. */
  setBudget: operation.input(budgetSchema.partial()).output(type<Settings>()),
  setRefusesUnknown: operation.input(z.object({ refusesUnknown: z.boolean() })).output(type<Settings>()),
};
