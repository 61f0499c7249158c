/** `overread doctor`: what runs here, whether the casebook is sound, and whether a provider does what the CPU does. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse, resolve } from 'node:path';
import type { Command } from 'commander';
import type { ContractClient } from '../../../contract/contract.ts';
import type { CodedMessage } from '../../../domain/messages/coded-message.ts';
import { FaultError } from '../../../domain/faults/fault.ts';
import { COMPARISON_STAGES, type ProviderComparison } from '../../../domain/provider-comparison.ts';
import type { ProviderName } from '../../../runtime/engine.ts';
import { defaultCasebook } from '../../locations.ts';
import { faultsInFile } from '../../../casebook/migrations/examine-file.ts';
import { repairCasebook } from '../../../casebook/repair-casebook.ts';
import { CommandFault, exitCodes, parseCount, parseProvider } from '../terminal/command-line.ts';
import { toldErrorOf } from '../terminal/contract-errors.ts';
import { sentenceOf } from '../terminal/messages.ts';
import { showProgress } from '../terminal/progress.ts';
import { withSession, type Session } from '../terminal/session.ts';

interface DoctorFlags {
  readonly casebook?: string;
  readonly provider?: ProviderName;
  readonly size: number;
  readonly json?: boolean;
  readonly repair?: boolean;
}

/** One thing that was looked at. */
interface Examination {
  readonly what: string;
  /** In words. */
  readonly found: string;
  readonly isSound: boolean;
}

interface Examined {
  readonly examinations: readonly Examination[];
  /** Null where nothing was compared. */
  readonly comparison: ProviderComparison | null;
}

export function describe(command: Command): void {
  command
    .option('--casebook <file>', 'another casebook than your own')
    .option(
      '--provider <name>',
      'execution provider of ONNX Runtime; another than cpu is compared with it',
      parseProvider,
    )
    .option('--size <pixels>', 'side of the images to compare with', parseCount, 64)
    .option('--json', 'one JSON object on standard output')
    .option('--repair', 'save what can be read of a damaged casebook into a new file, and nothing else')
    .action((flags: DoctorFlags) => (flags.repair === true ? repair(flags) : examine(flags)));
}

async function examine(flags: DoctorFlags): Promise<void> {
  const { examinations, comparison } = await examineAll(flags);
  if (flags.json) console.log(JSON.stringify({ examinations, comparison }));
  else
    for (const { what, found, isSound } of examinations)
      console.log(`${isSound ? ' ' : '!'} ${what.padEnd(22)} ${found}`);
  if (examinations.some(({ isSound }) => !isSound)) process.exitCode = exitCodes.failed;
}

/** With an empty casebook in the place of one that is not there, which is not made, or that can't be opened. */
async function examineAll(flags: DoctorFlags): Promise<Examined> {
  const what = 'casebook';
  const path = resolve(flags.casebook ?? defaultCasebook());
  if (!existsSync(path)) return examineWithout(flags, { what, found: `${path} is not there yet`, isSound: true });
  try {
    return await withSession({ ...flags, casebook: path }, async (session) => {
      return examineMachine(session, flags, await examineCasebook(session.client, path));
    });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'CasebookError')) throw error;
    return examineWithout(flags, {
      what,
      found: `${path}: ${reasonOf(error)}${inDetail(error, path)}`,
      isSound: false,
    });
  }
}

const SHOWN = 5;

/** Each damage of a damaged casebook, as SQLite says it. */
function inDetail(error: unknown, path: string): string {
  if (!(error instanceof FaultError) || error.fault.code !== 'casebook.damaged') return '';
  const faults = faultsInFile(path).map((fault) => `\n${' '.repeat(25)}${sentenceOf(fault).replaceAll('\n', '; ')}`);
  const more = faults.length > SHOWN ? `\n${' '.repeat(25)}and ${faults.length - SHOWN} more` : '';
  return `${faults.slice(0, SHOWN).join('')}${more}`;
}

/** The damaged casebook stays as it is; the person puts the new one in its place. */
function repair({ casebook }: DoctorFlags): void {
  const path = resolve(casebook ?? defaultCasebook());
  if (!existsSync(path)) throw new CommandFault(`There is no ${path}.`);
  if (faultsInFile(path).length === 0) {
    console.log(`${path} is sound: there is nothing to repair.`);
    return;
  }
  const { dir, name, ext } = parse(path);
  const to = join(dir, `${name} repaired ${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}Z${ext}`);
  const { saved, incomplete, orphans, withoutPatient } = repairCasebook(path, to, () => new Date());
  for (const [table, rows] of Object.entries(saved)) {
    console.log(`${incomplete.includes(table) ? '!' : ' '} ${table.padEnd(22)} ${rows} rows saved`);
  }
  if (incomplete.length > 0) console.log('Rows are lost where a line begins with !.');
  if (orphans > 0) console.log(`${orphans} rows that belong to lost ones are left out.`);
  if (withoutPatient.length > 0) {
    const count = withoutPatient.length;
    console.log(`${count} studies lost their patient, who is read from their files again when they are opened.`);
  }
  console.log(`\nSaved as ${to}. The damaged casebook is as it was. To put the new one in its place:`);
  console.log(`npm run overread -- restore ${quoted(to)} --casebook ${quoted(path)}`);
}

/** For a shell. */
const quoted = (path: string): string => `'${path.replaceAll("'", String.raw`'\''`)}'`;

async function examineWithout(flags: DoctorFlags, casebook: Examination): Promise<Examined> {
  const folder = await mkdtemp(join(tmpdir(), 'overread-doctor-'));
  try {
    return await withSession({ ...flags, casebook: join(folder, 'casebook.sqlite') }, (session) =>
      examineMachine(session, flags, [casebook]),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function examineMachine(
  { client, engineIsReady, modelFaults }: Session,
  { provider, size }: DoctorFlags,
  casebook: readonly Examination[],
): Promise<Examined> {
  const engine = await examineEngine(client, engineIsReady);
  const canCompare = provider !== undefined && provider !== 'cpu' && engine.every(({ isSound }) => isSound);
  const compared = canCompare ? await compare(client, size) : { examinations: [], comparison: null };
  const { version } = await client.system.status();
  const models = await client.models.list();
  return {
    examinations: [
      { what: 'Overread', found: version, isSound: true },
      { what: 'Node', found: `${process.version} on ${process.platform} ${process.arch}`, isSound: true },
      ...engine,
      ...models.map((card) => ({ what: 'model', found: `${card.id} ${card.version}`, isSound: true })),
      ...modelFaults.map((found) => ({ what: 'model', found, isSound: false })),
      ...casebook,
      ...compared.examinations,
    ],
    comparison: compared.comparison,
  };
}

async function examineEngine(
  client: ContractClient,
  engineIsReady: Session['engineIsReady'],
): Promise<readonly Examination[]> {
  try {
    await engineIsReady();
  } catch (error) {
    return [{ what: 'provider', found: reasonOf(error), isSound: false }];
  }
  const { name, refused, runtimeVersion = 'unknown' } = (await client.system.status()).provider;
  return [
    { what: 'ONNX Runtime', found: runtimeVersion, isSound: true },
    { what: 'provider', found: name, isSound: true },
    ...refused.map((each) => ({
      what: 'provider refused',
      found: `${each.name}: ${sentenceOf(each.reason)}`,
      isSound: true,
    })),
  ];
}

/** The file's structure and the audit log's chain. */
async function examineCasebook(client: ContractClient, path: string): Promise<readonly Examination[]> {
  const { faults, auditEntries, auditFault, rows, vouchedRows, rowFaults, isHeadKept } =
    await client.system.checkCasebook();
  return [
    {
      what: 'casebook',
      found: faults.length === 0 ? `${path} is sound` : `${path}: ${faults.map(sentenceOf).join('; ')}`,
      isSound: faults.length === 0,
    },
    {
      what: 'audit log',
      found: auditFault === null ? `${auditEntries} entries, unbroken${headOf(isHeadKept)}` : sentenceOf(auditFault),
      isSound: auditFault === null,
    },
    {
      what: 'rows',
      found:
        rowFaults.length === 0
          ? `${vouchedRows} of ${rows} are as the audit log says${before(rows - vouchedRows)}`
          : listed(rowFaults),
      isSound: rowFaults.length === 0,
    },
  ];
}

const headOf = (isKept: boolean): string =>
  isKept ? '' : '; no head is kept beside the casebook, so that it can’t be told whether its end was cut';

const before = (count: number): string => (count === 0 ? '' : `; ${count} are from before it vouched for rows`);

function listed(faults: readonly CodedMessage[]): string {
  const more = faults.length > SHOWN ? `; and ${faults.length - SHOWN}${faults.length >= 100 ? ' or' : ''} more` : '';
  return `${faults.slice(0, SHOWN).map(sentenceOf).join('; ')}${more}`;
}

async function compare(client: ContractClient, size: number): Promise<Examined> {
  const progress = showProgress('comparing');
  let done = 0;
  let comparison: ProviderComparison | null = null;
  try {
    for await (const news of await client.system.compareWithCpu({ size })) {
      if ('comparison' in news) comparison = news.comparison;
      else progress.update(done++, COMPARISON_STAGES, news.doing);
    }
    return { comparison, examinations: comparison === null ? [] : examinationsOf(comparison, size) };
  } catch (error) {
    const examination = { what: 'compared with cpu', found: reasonOf(error), isSound: false };
    return { comparison: null, examinations: [examination] };
  } finally {
    progress.stop();
  }
}

function examinationsOf(comparison: ProviderComparison, size: number): readonly Examination[] {
  const { agreements, speeds, agrees, network, batch, steps, reference } = comparison;
  const image = `${batch} images of ${size} × ${size}`;
  return [
    {
      what: `compared with ${reference}`,
      found: `${network}, ${image}, ${steps} training steps: ${agrees ? 'the same answers' : 'other answers'}`,
      isSound: agrees,
    },
    ...agreements.map(({ what, largestDifference, largestValue, isSmall }) => ({
      what: `  ${what}`,
      found: `differ by at most ${largestDifference.toPrecision(2)}, with values up to ${largestValue.toPrecision(2)}`,
      isSound: isSmall,
    })),
    ...speeds.map(({ what, providerMs, referenceMs }) => ({
      what: `  ${what}`,
      found: `${providerMs.toFixed(1)} ms, on the CPU ${referenceMs.toFixed(1)} ms (${(referenceMs / providerMs).toPrecision(2)} times as fast)`,
      isSound: true,
    })),
  ];
}

function reasonOf(error: unknown): string {
  if (error instanceof FaultError) return sentenceOf(error.fault);
  return toldErrorOf(error)?.sentence ?? (error instanceof Error ? error.message : String(error));
}
