/** A passphrase from where no other program sees it: never from the arguments. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CommandFault, MisuseFault } from '../../terminal/command-line.ts';

/** Hands the passphrase over without a person. */
export const PASSPHRASE_VARIABLE = 'OVERREAD_PASSPHRASE';

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return '';
}

/** Nothing of what is typed is shown. */
async function ask(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  process.stderr.write(question);
  try {
    const controller = new AbortController();
    terminal.once('SIGINT', () => controller.abort());
    return await terminal.question('', { signal: controller.signal });
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}

/** From the environment, from standard input where that is no terminal, or asked for. @param isNew asked for twice */
export async function readPassphrase(isNew: boolean): Promise<string> {
  const given = process.env[PASSPHRASE_VARIABLE] ?? (process.stdin.isTTY ? null : await firstLine());
  const passphrase = given ?? (await ask('Passphrase: '));
  if (passphrase === '') {
    throw new MisuseFault(`Give a passphrase: type it, pipe it in, or set ${PASSPHRASE_VARIABLE}.`);
  }
  if (given === null && isNew && (await ask('Once more: ')) !== passphrase) {
    throw new CommandFault('The two passphrases differ. Try again.');
  }
  return passphrase;
}
