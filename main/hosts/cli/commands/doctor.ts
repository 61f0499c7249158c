/** `overread doctor`: what runs here, whether the casebook is sound, and whether a provider does what the CPU does. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { openCasebook } from '../../../casebook/open-casebook.ts';
import type { ProviderName } from '../../../runtime/engine.ts';
import { startEngine } from '../../../runtime/process/engine-process.ts';
import { loadModels } from '../../../services/models/installed-models.ts';
import { defaultCasebook, modelPlaces, sourceResources } from '../../locations.ts';
import { exitCodes, parseCount, parseProvider } from '../terminal/command-line.ts';
import { compareWithCpu } from './doctor-comparison.ts';
import type { Examination } from './doctor-check.ts';

interface DoctorFlags {
  readonly casebook?: string;
  readonly provider?: ProviderName;
  readonly size: number;
  readonly json?: boolean;
}

const manifest = new URL('../../../../package.json', import.meta.url);

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
    .action(examine);
}

async function examine(flags: DoctorFlags): Promise<void> {
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const engine = await examineEngine(flags.provider);
  const canCompare = flags.provider !== undefined && flags.provider !== 'cpu' && engine.every(({ isSound }) => isSound);
  const compared = canCompare ? await compareWithCpu(flags.provider, flags.size) : null;
  const examinations: Examination[] = [
    { what: 'Overread', found: version, isSound: true },
    { what: 'Node', found: `${process.version} on ${process.platform} ${process.arch}`, isSound: true },
    ...engine,
    ...(await examineModels()),
    ...examineCasebook(resolve(flags.casebook ?? defaultCasebook())),
    ...(compared?.examinations ?? []),
  ];
  if (flags.json) console.log(JSON.stringify({ examinations, comparison: compared?.comparison ?? null }));
  else
    for (const { what, found, isSound } of examinations)
      console.log(`${isSound ? ' ' : '!'} ${what.padEnd(22)} ${found}`);
  if (examinations.some(({ isSound }) => !isSound)) process.exitCode = exitCodes.failed;
}

async function examineEngine(provider: ProviderName | undefined): Promise<Examination[]> {
  try {
    const engine = await startEngine({ provider });
    const { name, refused } = engine.status;
    const { runtimeVersion } = engine;
    await engine.close();
    return [
      { what: 'ONNX Runtime', found: runtimeVersion, isSound: true },
      { what: 'provider', found: name, isSound: true },
      ...refused.map((each) => ({ what: 'provider refused', found: `${each.name}: ${each.reason}`, isSound: true })),
    ];
  } catch (error) {
    return [{ what: 'provider', found: sentenceOf(error), isSound: false }];
  }
}

async function examineModels(): Promise<Examination[]> {
  const { models, faults } = await loadModels(...modelPlaces(sourceResources));
  return [
    ...models.map(({ card }) => ({ what: 'model', found: `${card.id} ${card.version}`, isSound: true })),
    ...faults.map((fault) => ({ what: 'model', found: sentenceOf(fault), isSound: false })),
  ];
}

/** The file's structure and the audit log's chain. */
function examineCasebook(path: string): Examination[] {
  const what = 'casebook';
  if (!existsSync(path)) return [{ what, found: `${path} is not there yet`, isSound: true }];
  try {
    const casebook = openCasebook(path, () => new Date());
    const faults = casebook.faults();
    const chain = casebook.audit.verify();
    casebook.close();
    return [
      {
        what,
        found: faults.length === 0 ? `${path} is sound` : `${path}: ${faults.join('; ')}`,
        isSound: faults.length === 0,
      },
      {
        what: 'audit log',
        found: chain.ok ? `${chain.value} entries, unbroken` : sentenceOf(chain.error),
        isSound: chain.ok,
      },
    ];
  } catch (error) {
    return [{ what, found: sentenceOf(error), isSound: false }];
  }
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
