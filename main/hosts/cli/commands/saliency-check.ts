/** `overread exam`: can a model's heatmaps be trusted? */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { SaliencyCheck } from '../../../domain/saliency-checks/saliency-check.ts';
import { heatmapMethods, type HeatmapMethod } from '../../../domain/heatmaps/heatmap-method.ts';
import { modelId } from '../../../domain/ids.ts';
import type { Estimate } from '../../../domain/statistics/estimate.ts';
import { failureSentences, notApplicableSentence } from '../../../contract/messages/saliency-sentences.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { ProviderName } from '../../../runtime/engine.ts';
import { writeSaliencyCheckFile } from '../../../services/saliency-checks/saliency-check-file.ts';
import type { InstalledModel } from '../../../services/models/installed-models.ts';
import type { Workstation } from '../../../services/composition/workstation.ts';
import { openAppContext } from '../../app-context.ts';
import { sourceResources } from '../../locations.ts';
import { CommandFault, exitCodes, parseCount, parseProvider, shortPath } from '../terminal/command-line.ts';
import { listenForInterruption } from '../terminal/interruption.ts';
import { showProgress } from '../terminal/progress.ts';
import { formatTable } from '../terminal/table.ts';
import { sentenceOf } from '../terminal/fault-messages.ts';

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
  const progress = showProgress('saliencyCheck');
  using interruption = listenForInterruption(() => progress.say('Stopping; the reports that are done are kept.'));
  const { casebook, provider } = flags;
  const context = await openAppContext({ roots: null, resources: sourceResources, casebook, engine: { provider } });
  try {
    const { workstation } = context;
    for (const fault of context.modelFaults) progress.say(fault);
    const model = chooseModel(workstation, flags.model);
    const run = await examine(workstation, model, flags, {
      signal: interruption.signal,
      onProgress: (done, total, doing) => progress.update(Math.round(done), total, doing),
    });
    progress.stop();
    if (interruption.signal.aborted) {
      process.exitCode = exitCodes.interrupted;
      return;
    }
    await tell(orFault(run), model, flags);
  } finally {
    await context.close();
  }
}

function orFault<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new CommandFault(sentenceOf(outcome.error));
}

function chooseModel(workstation: Workstation, name: string): InstalledModel {
  const parsed = modelId.safeParse(name);
  if (!parsed.success) throw new CommandFault(`“${name}” can’t be the name of a model.`);
  return orFault(workstation.chooseModels([parsed.data]))[0]!;
}

interface Hooks {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number, doing: string) => void;
}

async function examine(
  { datasets, saliencyChecks }: Workstation,
  model: InstalledModel,
  { data, methods, cases, phantoms }: SaliencyCheckFlags,
  hooks: Hooks,
): Promise<Outcome<readonly SaliencyCheck[]>> {
  const { signal } = hooks;
  const dataset =
    data === undefined ? null : await datasets.openSource({ kind: 'folder', path: resolve(data) }, { signal });
  if (dataset !== null && !dataset.ok) return dataset;
  return saliencyChecks.run({ model, dataset: dataset?.value ?? null, methods, cases, phantoms, ...hooks });
}

async function tell(
  checks: readonly SaliencyCheck[],
  model: InstalledModel,
  { json, out, withModel }: SaliencyCheckFlags,
) {
  const text = JSON.stringify({ checks });
  if (out !== undefined) {
    await writeFile(out, `${text}\n`);
    console.error(`Wrote ${shortPath(resolve(out))}.`);
  }
  if (withModel) console.error(`Wrote ${shortPath(await writeSaliencyCheckFile(model, checks))}.`);
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
