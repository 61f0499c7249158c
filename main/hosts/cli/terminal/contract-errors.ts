/** Errors of the contract's client as the command line tells them. */
import { ORPCError } from '@orpc/client';
import type { z } from 'zod';
import { clauseOfIssue } from '../../../contract/clause-of-issue.ts';
import type { CodedMessage } from '../../../domain/messages/coded-message.ts';
import { exitCodes } from './command-line.ts';
import { sentenceOf } from './messages.ts';

export interface ToldError {
  readonly sentence: string;
  readonly exitCode: number;
}

/** The data of the contract's errors: a fault, or zod's issues with an input. */
interface ErrorData {
  readonly fault?: CodedMessage;
  readonly issues?: readonly z.core.$ZodIssue[];
}

/** Null for an error that is none of the contract's. */
export function toldErrorOf(error: unknown): ToldError | null {
  if (!(error instanceof ORPCError)) return null;
  const { fault, issues } = (error.data ?? {}) as ErrorData;
  const exitCode = fault?.code === 'settings.not-possible' ? exitCodes.misused : exitCodes.failed;
  if (fault !== undefined) return { sentence: sentenceOf(fault), exitCode };
  if (issues === undefined) return { sentence: error.message, exitCode: exitCodes.failed };
  const reasons = issues.map((issue) => sentenceOf(clauseOfIssue(issue))).join('; ');
  return { sentence: `This can't be asked for: ${reasons}.`, exitCode: exitCodes.misused };
}
