/** `overread models candidates|gate|promote|rollback|history`: which model is in use, and how another takes its place. */
import { InvalidArgumentError, type Command } from 'commander';
import type { ContractClient } from '../../../contract/contract.ts';
import { decisionTitle, gateCheckSentence, gateCheckTitle } from '../../../contract/messages/gate-sentences.ts';
import type { Role } from '../../../contract/registry.ts';
import { datasetSplits, type DatasetSplit } from '../../../domain/datasets/dataset-terms.ts';
import type { DatasetId } from '../../../domain/ids.ts';
import type { GateReport } from '../../../domain/models/promotion.ts';
import { MisuseFault, exitCodes } from '../terminal/command-line.ts';
import { parseShare } from '../terminal/evaluation-flags.ts';
import { followJob, type Following } from '../terminal/follow-job.ts';
import { listenForInterruption } from '../terminal/interruption.ts';
import { sentenceOf } from '../terminal/messages.ts';
import { modelIdOf } from '../terminal/model-names.ts';
import { showProgress } from '../terminal/progress.ts';
import { registerFolder } from '../terminal/registered-dataset.ts';
import { withSession } from '../terminal/session.ts';
import { formatTable } from '../terminal/table.ts';

interface Shared {
  readonly casebook?: string;
  readonly json?: boolean;
}

interface GateFlags extends Shared {
  readonly role: string;
  readonly frozen: string;
  readonly frozenSplit?: DatasetSplit;
  readonly validation: string;
  readonly validationSplit?: DatasetSplit;
  readonly aucMargin?: number;
  readonly sensitivityMargin?: number;
  readonly sensitivity?: number;
  readonly calibrationError?: number;
}

const shared = (command: Command): Command =>
  command
    .option('--casebook <file>', 'another casebook than your own')
    .option('--json', 'as one line of JSON on standard output');

export function describeRegistry(models: Command): void {
  shared(models.command('candidates'))
    .description('All versions with their state, and what the gate found of them.')
    .action(listVersions);
  shared(models.command('gate'))
    .description('Set what this site asks of a candidate; the sets are held to what they are now.')
    .requiredOption('--role <findings>', 'such as PNEUMONIA; the list: overread models candidates')
    .requiredOption('--frozen <folder>', 'labelled images that candidates are measured on')
    .option('--frozen-split <name>', 'only this part of them', parseSplit)
    .requiredOption('--validation <folder>', 'labelled images that thresholds are chosen on')
    .option('--validation-split <name>', 'only this part of them', parseSplit)
    .option('--auc-margin <share>', 'how much lower the AUC may be (0.05)', parseShare)
    .option('--sensitivity-margin <share>', 'how much lower the sensitivity may be (0.05)', parseShare)
    .option('--sensitivity <share>', 'that a threshold is chosen for (0.95)', parseSensitivity)
    .option('--calibration-error <share>', 'the largest (0.1)', parseShare)
    .action(setGate);
  shared(models.command('promote'))
    .description('Measure a candidate by the gate, and make it current if it passes.')
    .argument('<id>', 'of the model')
    .option('--reason <text>', 'for the audit log')
    .option('--override <text>', 'promote it although a check did not pass: why')
    .action(promote);
  shared(models.command('rollback'))
    .description('Bring back the version that was current before, with the threshold it had.')
    .argument('<role>', 'such as PNEUMONIA')
    .option('--reason <text>', 'for the audit log')
    .action(rollBack);
  shared(models.command('history'))
    .description('Every decision on the models of a role, newest first.')
    .argument('<role>', 'such as PNEUMONIA')
    .action(showHistory);
}

function parseSplit(text: string): DatasetSplit {
  const split = datasetSplits.find((each) => each === text);
  if (split !== undefined) return split;
  throw new InvalidArgumentError(`Choose one of ${datasetSplits.join(', ')}.`);
}

/** Refuses 0: with no sensitivity asked for, nothing would be called. */
function parseSensitivity(text: string): number {
  const share = parseShare(text);
  if (share > 0) return share;
  throw new InvalidArgumentError('A number above 0, up to 1, is needed.');
}

async function listVersions(flags: Shared): Promise<void> {
  await withSession(flags, async ({ client }) => {
    const { roles } = await client.registry.overview();
    if (flags.json) return console.log(JSON.stringify(roles));
    const header = ['role', 'model', 'version', 'state', 'began with', 'threshold', 'gate'];
    const rows = roles.flatMap(({ id, versions }) =>
      versions.map(({ model, version, state, parent, sitePoints, gate, isInstalled }) => [
        id,
        model,
        version,
        isInstalled ? state : `${state}, files gone`,
        parent ?? '',
        sitePoints.length === 0 ? 'its card’s' : sitePoints.map(({ threshold }) => threshold.toFixed(3)).join(', '),
        gate === null ? 'not measured' : gate.hasPassed ? 'passed' : 'did not pass',
      ]),
    );
    console.log(formatTable(header, rows));
  });
}

async function setGate(flags: GateFlags): Promise<void> {
  const progress = showProgress('auditing');
  using interruption = listenForInterruption(() => progress.say('Stopping; the gate stays as it is.'));
  const { signal } = interruption;
  await withSession(flags, async ({ client }) => {
    const sets = await registerSets(client, flags, { progress, signal });
    if (sets === null) {
      process.exitCode = exitCodes.interrupted;
      return;
    }
    const settings = await client.registry.setGate({
      role: flags.role,
      frozen: { dataset: sets.frozen, split: flags.frozenSplit ?? null },
      validation: { dataset: sets.validation, split: flags.validationSplit ?? null },
      aucMargin: flags.aucMargin,
      sensitivityMargin: flags.sensitivityMargin,
      targetSensitivity: flags.sensitivity,
      calibrationErrorLimit: flags.calibrationError,
    });
    if (flags.json) return console.log(JSON.stringify(settings));
    console.log(
      `The gate for ${flags.role} is set: “${settings.frozen.name}” is frozen at ${settings.frozen.fingerprint.slice(0, 12)}.`,
    );
  });
}

/** Null when the person interrupted an audit. */
async function registerSets(
  client: ContractClient,
  { frozen, validation }: GateFlags,
  following: Following,
): Promise<{ readonly frozen: DatasetId; readonly validation: DatasetId } | null> {
  const measuring = await registerFolder(client, frozen, following);
  const choosing = measuring && (await registerFolder(client, validation, following));
  return measuring && choosing && { frozen: measuring, validation: choosing };
}

const marks = { passed: 'passed', failed: 'FAILED', unknown: 'NOT KNOWN' } as const;
const figure = (value: number | null | undefined): string => (value == null ? '' : value.toFixed(3));

function describeReport({ checks, figures }: GateReport): string {
  const rows = checks.map((check) => {
    const { value, bound, limit, verdict } = check;
    return [gateCheckTitle(check), figure(value?.value), figure(bound), figure(limit), marks[verdict]];
  });
  const models = figures.map(({ as, model, version, auc, threshold, sensitivity, specificity }) => [
    `${model} ${version}${as === 'candidateAtOldThreshold' ? ' at the old threshold' : ''}`,
    ...[auc, sensitivity, specificity].map(({ value, interval95: [low, high], n }) => {
      return `${figure(value)} (${figure(low)} to ${figure(high)}, n ${n})`;
    }),
    figure(threshold),
  ]);
  return [
    formatTable(['check', 'value', 'bound', 'limit', 'verdict'], rows),
    checks.map((check) => `${gateCheckTitle(check)}: ${gateCheckSentence(check)}`).join('\n'),
    formatTable(['on the frozen set', 'AUC', 'sensitivity', 'specificity', 'threshold'], models),
  ].join('\n\n');
}

interface PromoteFlags extends Shared {
  readonly reason?: string;
  readonly override?: string;
}

async function promote(name: string, flags: PromoteFlags): Promise<void> {
  if (flags.override !== undefined && flags.override.trim().length < 10) {
    throw new MisuseFault('--override wants the reason in words, at least ten letters.');
  }
  const progress = showProgress('gate');
  using interruption = listenForInterruption(() => progress.say('Stopping; what was scored is kept.'));
  const model = modelIdOf(name);
  await withSession(flags, async ({ client }) => {
    const { signal } = interruption;
    const job = await followJob(client, () => client.registry.runGate({ model }), { progress, signal });
    if (job.state !== 'done') {
      process.exitCode = exitCodes.interrupted;
      return;
    }
    const report = (await newestReport(client, model))!;
    if (!flags.json) console.log(describeReport(report));
    const { reason = '', override } = flags;
    const promoted = client.registry.promote({ model, gate: report.id, reason, override });
    if (flags.json) {
      const isPromoted = await promoted.then(
        () => true,
        () => false,
      );
      console.log(JSON.stringify({ report, isPromoted }));
    }
    const role = await promoted;
    if (!flags.json)
      console.log(`\n${name} is current for ${role.id}${report.hasPassed ? '' : ', by override of the gate'}.`);
  });
}

async function newestReport(client: ContractClient, model: string): Promise<GateReport | null | undefined> {
  const { roles } = await client.registry.overview();
  const installed = roles.flatMap(({ versions }) => versions).filter((version) => version.isInstalled);
  return installed.find((version) => version.model === model)?.gate;
}

async function rollBack(role: string, flags: PromoteFlags): Promise<void> {
  await withSession(flags, async ({ client }) => {
    const view: Role = await client.registry.rollBack({ role, reason: flags.reason });
    console.log(
      flags.json
        ? JSON.stringify(view)
        : `${view.current!.model} is current for ${role} again, with the threshold it had.`,
    );
  });
}

async function showHistory(role: string, flags: Shared): Promise<void> {
  await withSession(flags, async ({ client }) => {
    const decisions = await client.registry.history({ role });
    if (flags.json) return console.log(JSON.stringify(decisions));
    const rows = decisions.map(({ at, actor, kind, details }) => [
      at,
      actor,
      decisionTitle(kind),
      [details['model'], details['version']].filter((part) => typeof part === 'string').join(' '),
      [details['override'], details['reason']].filter((part) => typeof part === 'string' && part !== '').join('; '),
    ]);
    console.log(formatTable(['at', 'by', 'what', 'model', 'reason'], rows));
    const { auditEntries, auditFault } = await client.system.checkCasebook();
    const holds = `The audit log's chain holds: ${auditEntries} entries.`;
    console.log(auditFault === null ? holds : sentenceOf(auditFault));
  });
}
