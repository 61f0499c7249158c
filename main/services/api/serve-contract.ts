/** The part that the routers of all areas share: the contract as something to serve, and outcomes as its errors. */
import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../contract/contract.ts';
import { sentenceOf } from '../../contract/messages/message-sentences.ts';
import { contractErrors, type ContractErrorCode } from '../../contract/operation.ts';
import { FaultError, faultOf, type Fault } from '../../domain/faults/fault.ts';
import { toCodedMessage, type CodedMessage } from '../../domain/messages/coded-message.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { describeBug, type Log } from '../logging/log.ts';
import { contractErrorOf } from './contract-error-of.ts';

/** A bug in a handler is logged once, here, and answered by a general sentence. */
export function serveContract(log: Log) {
  return implement(contract).use(async ({ next }) => {
    try {
      return await next();
    } catch (error) {
      if (error instanceof ORPCError) throw error;
      if (error instanceof FaultError) throw toError(error.fault);
      log.error(describeBug(error), 'An operation failed');
      throw toError(faultOf('program.unexpected', {}));
    }
  });
}

/** The contract, ready for handlers. */
export type ServedContract = ReturnType<typeof serveContract>;

/** The message is for logs of other programs; a page makes its own sentence of the fault. */
function toError(fault: Fault): ORPCError<ContractErrorCode, { readonly fault: CodedMessage }> {
  const code = contractErrorOf[fault.code];
  const { status } = contractErrors[code];
  return new ORPCError(code, { status, message: sentenceOf(fault), data: { fault: toCodedMessage(fault) } });
}

/** The value to answer with. @throws the contract's error for a fault. */
export function resultOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw toError(outcome.error);
}

/** Answers with the fault where there is nothing. */
export function found<T>(
  value: T | undefined,
  code: 'evaluation.not-found' | 'job.not-found' | 'patient.not-found' | 'study.not-found' | 'training.not-found',
): T {
  if (value !== undefined) return value;
  throw toError(faultOf(code, {}));
}
