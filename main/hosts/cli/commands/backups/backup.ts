/** `overread backup`: the casebook in one file, whatever still lies beside it and whoever writes to it meanwhile. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { makeBackup } from '../../../../casebook/backups/make-backup.ts';
import { defaultCasebook } from '../../../locations.ts';
import { PASSPHRASE_VARIABLE, readPassphrase } from './passphrase.ts';

interface BackupFlags {
  readonly to?: string;
  readonly encrypt?: boolean;
  readonly casebook?: string;
}

export function describe(command: Command): void {
  command
    .option(
      '--to <path>',
      'a new file or a folder, such as one on another disk (the folder “backups” beside the casebook)',
    )
    .option('--encrypt', `encrypt it by a passphrase: asked for, from standard input or ${PASSPHRASE_VARIABLE}`)
    .option('--casebook <file>', 'another casebook than your own')
    .addHelpText(
      'after',
      `
Holds patients, studies, findings, reads, notes, thumbnails, results of the laboratory and the audit log. Not in it: images
(they stay where they are; uploaded ones in “uploads”), models that were added, settings. The passphrase can’t be recovered.`,
    )
    .action(backup);
}

async function backup({ to, encrypt, casebook }: BackupFlags): Promise<void> {
  const passphrase = encrypt === true ? await readPassphrase(true) : undefined;
  const path = resolve(casebook ?? defaultCasebook());
  const made = makeBackup(path, { reason: 'manual', madeAt: new Date(), to, passphrase });
  console.log(made.path);
}
