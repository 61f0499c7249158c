import { ORPCError } from '@orpc/client';
import { createSentenceOf } from '../../../main/contract/messages/message-sentences.ts';
import { codedMessage, type CodedMessage } from '../../../main/domain/messages/coded-message.ts';
import { pageFaults } from '../messages/english/shared/faults.ts';
import { pageNotes } from '../messages/english/shared/notes.ts';
import { t } from '../messages/messages.ts';

/** A fault, a note, or the title or phase of a job in the words of the page. */
export const messageSentence = createSentenceOf({ ...pageNotes, ...pageFaults });

/** The services' message in an error; null for any other error. */
function faultIn(error: unknown): CodedMessage | null {
  if (!(error instanceof ORPCError)) return null;
  const { fault } = (error.data ?? {}) as { readonly fault?: unknown };
  return codedMessage.safeParse(fault).data ?? null;
}

/** One sentence for the person: what happened and what to do. */
export function sentenceOf(error: unknown): string {
  const fault = faultIn(error);
  if (fault !== null) return messageSentence(fault);
  if (error instanceof ORPCError) {
    return error.status === 401 || error.status === 403 ? t('connection:signInAgain') : t('common:somethingWrong');
  }
  const hasMessage = error instanceof Error && !(error instanceof TypeError) && error.message !== '';
  return hasMessage ? error.message : t('connection:noAnswer');
}

/** For support: code and technical message, without patient data. */
export function detailsOf(error: unknown): string {
  const fault = faultIn(error);
  if (error instanceof ORPCError) return `${fault?.code ?? error.message} (${error.code}, ${error.status})`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
