import { ORPCError } from '@orpc/client';

const noAnswer = 'The workstation does not answer. Look whether Overread is still running, then try again.';

/** Overread's own words end with a full stop; oRPC's names of its codes do not. */
const isSentence = (message: string): boolean => message.endsWith('.');

/** One sentence for the person: what happened and what to do. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ORPCError) {
    if (error.defined || (error.status === 500 && isSentence(error.message))) return error.message;
    if (error.status === 401 || error.status === 403)
      return 'This page is no longer signed in. Open the address that Overread printed when it started.';
    return 'Something went wrong inside Overread. The details below help support to find it.';
  }
  if (error instanceof TypeError) return noAnswer;
  return error instanceof Error && error.message !== '' ? error.message : noAnswer;
}

/** For support: code and technical message, without patient data. */
export function detailsOf(error: unknown): string {
  if (error instanceof ORPCError) return `${error.code} (${error.status}): ${error.message}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
