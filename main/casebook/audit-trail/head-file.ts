/** The head of the audit log, kept beside the casebook too: a log that was cut or made anew has another. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const headOf = z.object({ entries: z.number().int().positive(), hash: z.string().length(64) });

/** The last entry: its number, and its hash, which covers all before. */
export type AuditHead = Readonly<z.infer<typeof headOf>>;

export const headPath = (casebook: string): string => `${casebook}.head`;

/** Undefined where there is none that can be read. */
export function readHead(casebook: string): AuditHead | undefined {
  try {
    return headOf.parse(JSON.parse(readFileSync(headPath(casebook), 'utf8')));
  } catch {
    return undefined;
  }
}

/** A head that can't be written is missed by whoever compares. */
export function writeHead(casebook: string, head: AuditHead): void {
  const path = headPath(casebook);
  try {
    // In place and of one length: much cheaper than a new file, and one write of less than a sector.
    const text = `${JSON.stringify(head).padEnd(126)}\n`;
    writeFileSync(path, text, { flag: existsSync(path) ? 'r+' : 'w', mode: 0o600 });
  } catch {
    // A full or closed disk: the entry itself is kept, and its transaction must not fail for this.
  }
}
