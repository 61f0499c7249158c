/** Parsers, faults and parts that the commands share. */
import { isAbsolute, relative } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { z } from 'zod';
import type { ProviderName } from '../../../runtime/engine.ts';

/** Exit codes, as `overread --help` lists them. */
export const exitCodes = { fine: 0, failed: 1, misused: 2, notAllScored: 3, errorsFound: 3, interrupted: 130 } as const;

/** Ends the command with a sentence for the person. */
export class CommandFault extends Error {
  override readonly name: string = 'CommandFault';
}

/** The command was called wrongly, in a way that its flags alone don't tell. */
export class MisuseFault extends CommandFault {
  override readonly name = 'MisuseFault';
}

const providerName = z.enum(['cpu', 'cuda', 'dml', 'coreml', 'webgpu']) satisfies z.ZodType<ProviderName>;

export function parseProvider(text: string): ProviderName {
  const parsed = providerName.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`Choose one of ${providerName.options.join(', ')}.`);
}

export function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('A whole number above zero is needed.');
}

/** For options that may be given several times. */
export const collect = (value: string, earlier: readonly string[] = []): string[] => [...earlier, value];

/** The command line for a record, in the form that starts it again. */
export function commandLineAsTyped(): string {
  const quoted = process.argv
    .slice(2)
    .map((argument) => (/^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`));
  return `npm run overread -- ${quoted.join(' ')}`;
}

/** As short as it stays clear: relative to where the person stands when the file lies below. */
export function shortPath(path: string): string {
  const way = relative(process.cwd(), path);
  return way.startsWith('..') || isAbsolute(way) ? path : way;
}
