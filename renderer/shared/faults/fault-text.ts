import { ORPCError } from '@orpc/client';
import { createSentenceOf } from '../../../main/contract/messages/message-sentences.ts';
import { codedMessage, type CodedMessage } from '../../../main/domain/messages/coded-message.ts';
import { pageFaults } from '../messages/english/shared/faults.ts';

/** A fault in the words of the page. */
export const faultSentence = createSentenceOf(pageFaults);

const noAnswer = 'The workstation does not answer. Look whether Overread is still running, then try again.';

/** The services' message in an error; null for any other error. */
function faultIn(error: unknown): CodedMessage | null {
  if (!(error instanceof ORPCError)) return null;
  const { fault } = (error.data ?? {}) as { readonly fault?: unknown };
  return codedMessage.safeParse(fault).data ?? null;
}

/** One sentence for the person: what happened and what to do. */
export function sentenceOf(error: unknown): string {
  const fault = faultIn(error);
  if (fault !== null) return faultSentence(fault);
  if (error instanceof ORPCError) {
    if (error.status === 401 || error.status === 403)
      return 'This page is no longer signed in. Open the address that Overread printed when it started.';
    return 'Something went wrong inside Overread. The details below help support to find it.';
  }
  if (error instanceof TypeError) return noAnswer;
  return error instanceof Error && error.message !== '' ? error.message : noAnswer;
}

/** For support: code and technical message, without patient data. */
export function detailsOf(error: unknown): string {
  const fault = faultIn(error);
  if (error instanceof ORPCError) return `${fault?.code ?? error.message} (${error.code}, ${error.status})`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
