/** The commands, each of which loads when it is used. */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import type { Fault } from '../../domain/faults/fault.ts';
import { exitCodes } from './terminal/command-line.ts';

const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

interface CommandModule {
  /** Adds options and the action. */
  readonly describe: (command: Command) => void;
}

interface CommandEntry {
  readonly summary: string;
  readonly alias?: string;
  readonly load: () => Promise<CommandModule>;
}

const commands: Readonly<Record<string, CommandEntry>> = {
  screen: {
    summary: 'score files and folders and keep them in the casebook',
    load: () => import('./commands/screen.ts'),
  },
  inspect: {
    summary: 'show everything that one image file says',
    load: () => import('./commands/inspect.ts'),
  },
  audit: {
    summary: 'say what is to be known of a dataset before it is used',
    load: () => import('./commands/audit.ts'),
  },
  train: { summary: 'train a model on labelled images', load: () => import('./commands/train.ts') },
  phantom: { summary: 'make synthetic radiographs with known opacities', load: () => import('./commands/phantom.ts') },
  models: { summary: 'list the installed models, bring in others', load: () => import('./commands/models.ts') },
  evaluate: { summary: 'measure a model on labelled images', load: () => import('./commands/evaluate.ts') },
  compare: { summary: 'measure models side by side on the same images', load: () => import('./commands/compare.ts') },
  networks: { summary: 'list and describe the architectures', load: () => import('./commands/networks.ts') },
  'saliency-check': {
    summary: 'check whether a model’s heatmaps can be trusted',
    // Its name before.
    alias: 'exam',
    load: () => import('./commands/saliency-check.ts'),
  },
  backup: {
    summary: 'copy the casebook to one file, while it is in use if need be',
    load: () => import('./commands/backups/backup.ts'),
  },
  restore: { summary: 'put a backup in the casebook’s place', load: () => import('./commands/backups/restore.ts') },
  serve: { summary: 'open the workstation in a browser of this machine', load: () => import('./commands/serve.ts') },
  doctor: { summary: 'check versions, execution provider and casebook', load: () => import('./commands/doctor.ts') },
};

function createProgram(): Command {
  return (
    new Command('overread')
      .description('Overread gives every radiograph a second read. Not a medical device.')
      .version(manifest.version)
      // Options behind a command are the command's: there, --version must not end the program as if all were done.
      .enablePositionalOptions()
      .exitOverride()
      .addHelpText(
        'after',
        `
Exit codes: ${exitCodes.fine} done; ${exitCodes.failed} failed, with the reason; ${exitCodes.misused} called wrongly;
            ${exitCodes.notAllScored} files were left unscored, or an audit found errors; ${exitCodes.interrupted} interrupted.`,
      )
  );
}

async function run(parameters: readonly string[]): Promise<void> {
  const program = createProgram();
  const name = parameters.find((parameter) => !parameter.startsWith('-')) ?? '';
  for (const [each, { summary, alias, load }] of Object.entries(commands)) {
    const command = program
      .command(each)
      .summary(summary)
      .description(`${summary[0]!.toUpperCase()}${summary.slice(1)}.`);
    if (alias !== undefined) command.alias(alias);
    if (each === name || alias === name) (await load()).describe(command);
  }
  await program.parseAsync(parameters, { from: 'user' });
}

/** By name, so that `--help` need not load what throws them. Their messages are for the person. */
const expectedErrors = new Set([
  'CommandFault',
  'MisuseFault',
  'CasebookError',
  'FaultError',
  'ProviderUnavailableError',
  'EngineStoppedError',
]);

async function sentenceFor(error: Error & { readonly fault?: Fault }): Promise<string> {
  if (error.fault === undefined) return error.message;
  const { sentenceOf } = await import('./terminal/messages.ts');
  return sentenceOf(error.fault);
}

/** Says what went wrong where it has not been said yet. What makes sentences loads only here. */
async function exitCodeOf(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.misused;
  const { toldErrorOf } = await import('./terminal/contract-errors.ts');
  const told = toldErrorOf(error);
  const isExpected = error instanceof Error && expectedErrors.has(error.name);
  console.error(told?.sentence ?? (isExpected ? await sentenceFor(error) : error));
  if (error instanceof Error && error.name === 'MisuseFault') return exitCodes.misused;
  return told?.exitCode ?? exitCodes.failed;
}

/** Runs one command; the process's exit code says how it ended. */
export async function overread(parameters: readonly string[]): Promise<void> {
  try {
    await run(parameters);
  } catch (error) {
    process.exitCode = await exitCodeOf(error);
  }
}
