/** What the routers of all areas share: the contract as something to serve, and outcomes as its errors. */
import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../contract/contract.ts';
import type { Fault, Outcome } from '../../domain/outcome.ts';
import { describeBug, type Log } from '../logging/log.ts';

/** A bug in a handler is logged once, here, and answered by a general sentence. */
export function serveContract(log: Log) {
  return implement(contract).use(async ({ next }) => {
    try {
      return await next();
    } catch (error) {
      if (error instanceof ORPCError) throw error;
      log.error(describeBug(error), 'An operation failed');
      throw new ORPCError('INTERNAL_SERVER_ERROR', {
        message: 'Something unexpected went wrong. Try again; if it stays, restart Overread and report it.',
      });
    }
  });
}

/** The contract, ready for handlers. */
export type ServedContract = ReturnType<typeof serveContract>;

const codes = ['NOT_FOUND', 'REFUSED', 'FORBIDDEN_PATH', 'ENGINE_STOPPED'] as const;

/** Faults of reading a file have codes of their own (`image.…`), which the contract sums up. */
function toError({ code, userMessage }: Fault): ORPCError<string, undefined> {
  if (code === 'MODEL_UNUSABLE') return new ORPCError('REFUSED', { message: userMessage });
  return new ORPCError(codes.find((known) => known === code) ?? 'UNREADABLE', { message: userMessage });
}

export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw toError(outcome.error);
}

export function found<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value;
  throw toError({ code: 'NOT_FOUND', userMessage: `This ${what} is not here any more. Go back and choose again.` });
}
