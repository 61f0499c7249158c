import { z } from 'zod';

/**
 * A message for a person before it is a sentence: a code and its details. So it is stored and sent, perhaps by another
 * version of the program, with codes that are not known here. Faults, notes and clauses are such messages; the host
 * that shows one makes the sentence (`main/contract/messages`).
 */
export const codedMessage = z.object({ code: z.string().min(1), details: z.record(z.string(), z.unknown()) });

export type CodedMessage = Readonly<z.infer<typeof codedMessage>>;

/** The members of the union that a table of codes and their details stands for. */
export type MessageOf<Details> = {
  [Code in keyof Details]: { readonly code: Code; readonly details: Details[Code] };
}[keyof Details];

/** The details of a code that says everything by itself. */
export type NoDetails = Readonly<Record<never, never>>;

/** Only the code and the details: what else a fault carries stays in the program. */
export function toCodedMessage({ code, details }: CodedMessage): CodedMessage {
  return { code, details };
}

/** A message that was stored as JSON; a sentence that was stored before there were codes stays the sentence it is. */
export function parseStoredMessage(stored: string): CodedMessage {
  const sentence = { code: 'stored.sentence', details: { sentence: stored } };
  try {
    const parsed = codedMessage.safeParse(JSON.parse(stored));
    return parsed.success ? parsed.data : sentence;
  } catch {
    return sentence;
  }
}
