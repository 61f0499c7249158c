/** `overread restore`: a backup in the place of the casebook, which is kept. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { isEncryptedFile } from '../../../../casebook/backups/encrypted-file.ts';
import { restoreCasebook } from '../../../../casebook/open-casebook.ts';
import { defaultCasebook } from '../../../locations.ts';
import { PASSPHRASE_VARIABLE, readPassphrase } from './passphrase.ts';

interface RestoreFlags {
  readonly casebook?: string;
}

export function describe(command: Command): void {
  command
    .argument('<file>', 'a backup, or any other casebook')
    .option('--casebook <file>', 'another casebook than your own')
    .addHelpText(
      'after',
      `
The whole file is checked first. The present casebook is kept in the folder “backups” beside it. The passphrase of an
encrypted backup is asked for, or read from standard input or ${PASSPHRASE_VARIABLE}.`,
    )
    .action(restore);
}

async function restore(file: string, { casebook }: RestoreFlags): Promise<void> {
  const path = resolve(casebook ?? defaultCasebook());
  const from = resolve(file);
  const passphrase = existsSync(from) && isEncryptedFile(from) ? await readPassphrase(false) : undefined;
  const kept = restoreCasebook(path, from, () => new Date(), passphrase);
  console.log(`${path} is restored from ${from}.`);
  if (kept !== null) console.log(`The casebook that was there is kept as ${kept}.`);
}
