/** `overread saliency-check`: can a model's heatmaps be trusted? */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { ContractClient } from '../../../contract/contract.ts';
import { failureSentences, notApplicableSentence } from '../../../contract/messages/saliency-sentences.ts';
import { heatmapMethods, type HeatmapMethod } from '../../../domain/heatmaps/heatmap-method.ts';
import type { ModelId } from '../../../domain/ids.ts';
import type { SaliencyCheck } from '../../../domain/saliency-checks/saliency-check.ts';
import type { Estimate } from '../../../domain/statistics/estimate.ts';
import type { ProviderName } from '../../../runtime/engine.ts';
import { exitCodes, parseCount, parseProvider, shortPath } from '../terminal/command-line.ts';
import { followJob, type Following } from '../terminal/follow-job.ts';
import { listenForInterruption } from '../terminal/interruption.ts';
import { modelIdOf } from '../terminal/model-names.ts';
import { showProgress } from '../terminal/progress.ts';
import { registerFolder } from '../terminal/registered-dataset.ts';
import { withSession } from '../terminal/session.ts';
import { formatTable } from '../terminal/table.ts';

interface SaliencyCheckFlags {
  readonly model: string;
  readonly data?: string;
  readonly methods?: readonly HeatmapMethod[];
  readonly cases: number;
  readonly phantoms: number;
  readonly casebook?: string;
  readonly provider?: ProviderName;
  readonly json?: boolean;
  readonly out?: string;
  readonly withModel?: boolean;
}

export function describe(command: Command): void {
  command
    .requiredOption('--model <id>', 'whose heatmaps')
    .option('--data <folder>', 'labelled images to choose ill cases from (phantoms alone when left out)')
    .option(
      '--methods <names>',
      `with commas between them (all that it allows): ${heatmapMethods.join(', ')}`,
      parseMethods,
    )
    .option('--cases <count>', 'ill cases that the model finds', parseCount, 24)
    .option('--phantoms <count>', 'synthetic images with opacities whose places are known', parseCount, 24)
    .option('--casebook <file>', 'another casebook than your own')
    .option('--provider <name>', 'execution provider of ONNX Runtime', parseProvider)
    .option('--out <file>', 'write the reports to this file, as JSON')
    .option('--with-model', 'write them into the model’s folder as saliency-checks.json, so that they go with it')
    .option('--json', 'the reports as one line of JSON on standard output')
    .action(check);
}

function parseMethods(text: string): readonly HeatmapMethod[] {
  return text.split(',').map((name) => {
    const method = heatmapMethods.find((each) => each === name.trim());
    if (method !== undefined) return method;
    throw new InvalidArgumentError(`Choose from ${heatmapMethods.join(', ')}.`);
  });
}

async function check(flags: SaliencyCheckFlags): Promise<void> {
  const model = modelIdOf(flags.model);
  const progress = showProgress('saliency check');
  using interruption = listenForInterruption(() => progress.say('Stopping; the reports that are done are kept.'));
  const following = { progress, signal: interruption.signal };
  await withSession(flags, async ({ client }) => {
    const checks = await checksOf(client, { ...flags, model }, following);
    if (checks === null) process.exitCode = exitCodes.interrupted;
    else await tell(checks, flags);
  });
}

/** The reports of this run; null when the person interrupted it. */
async function checksOf(
  client: ContractClient,
  { model, data, methods, cases, phantoms, withModel }: SaliencyCheckFlags & { readonly model: ModelId },
  following: Following,
): Promise<readonly SaliencyCheck[] | null> {
  const dataset = data === undefined ? null : await registerFolder(client, data, following);
  if (data !== undefined && dataset === null) return null;
  const request = { model, dataset, methods: methods && [...methods], cases, phantoms, intoModelFolder: withModel };
  const job = await followJob(client, () => client.saliencyChecks.start(request), following);
  if (job.state !== 'done') return null;
  const listed = await client.saliencyChecks.list();
  const made = listed.find((each) => each.model === model)?.checks ?? [];
  return made.filter(({ checkedAt }) => checkedAt >= job.startedAt);
}

async function tell(checks: readonly SaliencyCheck[], { json, out, withModel }: SaliencyCheckFlags): Promise<void> {
  const text = JSON.stringify({ checks });
  if (out !== undefined) {
    await writeFile(out, `${text}\n`);
    console.error(`Wrote ${shortPath(resolve(out))}.`);
  }
  if (withModel === true) console.error('Wrote the reports into the model’s folder as saliency-checks.json.');
  console.log(json ? text : `${tableOf(checks)}\n\n${notesOf(checks)}`);
}

const figure = (estimate: Estimate | null | undefined): string => {
  if (!estimate) return '–';
  const [low, high] = estimate.interval95;
  return `${estimate.value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
};

const verdictWords = { passed: 'passed', failed: 'FAILED', notChecked: 'not checked' } as const;

/** A line a method; every figure with its 95 % interval. */
function tableOf(checks: readonly SaliencyCheck[]): string {
  const header = [
    'method',
    'randomisation test',
    'gain over random order',
    'repeatability',
    'points at phantom’s opacity',
    'inside lungs',
    'verdict',
  ];
  const rows = checks.map(({ method, sanity, faithfulness, repeatability, phantoms, lungs, verdict }) => [
    method,
    figure(sanity?.correlation),
    figure(faithfulness?.gain),
    figure(repeatability?.shift),
    figure(phantoms?.figures?.pointing),
    figure(lungs?.share),
    verdictWords[verdict],
  ]);
  return formatTable(header, rows);
}

function notesOf(checks: readonly SaliencyCheck[]): string {
  const [first] = checks;
  if (first === undefined) return 'No method was examined.';
  const { cases, dataset, phantoms, lungs } = first;
  const chance = phantoms?.figures?.chance;
  const lines = [
    `${cases.used} cases of ${cases.patients} patients from ${dataset === null ? 'phantoms' : `"${dataset.name}"`}, which the model finds; 95 % intervals over patients.`,
    notApplicableSentence(phantoms) ??
      `Finds ${phantoms?.found ?? 0} of ${phantoms?.of ?? 0} phantoms; a random place lies on an opacity ${percent(chance ?? 0)} of the time.`,
    lungs?.uniform === null || lungs === null
      ? `Lung fields were found in ${lungs?.found ?? 0} of ${lungs?.of ?? 0} cases, too few to say what lies inside.`
      : `A map that is the same everywhere would lie inside the lungs by ${percent(lungs.uniform)}; lung fields found in ${lungs.found} of ${lungs.of} cases.`,
    ...checks.flatMap((check) => failureSentences(check).map((sentence) => `${check.method}: ${sentence}`)),
  ];
  return lines.join('\n');
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
