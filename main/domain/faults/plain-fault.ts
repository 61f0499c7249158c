import { z } from 'zod';

/** A fault as it is stored and sent: perhaps by another version of the program, with codes that are not known here. */
export const plainFault = z.object({ code: z.string().min(1), details: z.record(z.string(), z.unknown()) });

export type PlainFault = Readonly<z.infer<typeof plainFault>>;

/** Without the cause, which stays in the program. */
export function toPlainFault({ code, details }: PlainFault): PlainFault {
  return { code, details };
}

/** A fault that was stored as JSON; a sentence that was stored before there were codes stays the sentence it is. */
export function parseStoredFault(stored: string): PlainFault {
  const sentence = { code: 'stored.sentence', details: { sentence: stored } };
  try {
    const parsed = plainFault.safeParse(JSON.parse(stored));
    return parsed.success ? parsed.data : sentence;
  } catch {
    return sentence;
  }
}
