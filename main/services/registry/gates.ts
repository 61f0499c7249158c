/** The gate of a role: set by the site, run for a candidate, its report kept. */
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { GateRequest as GateSetting } from '../../contract/registry.ts';
import type { ModelId } from '../../domain/ids.ts';
import type { Job } from '../../domain/job.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { GateReport, GateSet, GateSettings } from '../../domain/models/promotion.ts';
import type { Engine } from '../../runtime/engine.ts';
import type { Background } from '../jobs/background-engine.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { OpenDataset } from '../datasets/opening/open-dataset.ts';
import { entriesOf } from '../evaluation/scoring/scored-entries.ts';
import type { SaliencyChecks } from '../saliency-checks/saliency-checks.ts';
import type { JobProgress, Jobs } from '../jobs/jobs.ts';
import type { Scorer } from '../inference/scorer.ts';
import { overlapOf, runGate, type Contender } from './gate.ts';
import type { ModelRegistry } from './model-registry.ts';
import { actionOf } from './overview.ts';
import { FaultError, faultOf, type Fault } from '../../domain/faults/fault.ts';

export interface Gates {
  /** Fixes both sets at their content of now. Faults: 'dataset.not-found', `registry.…`. */
  setGate(request: GateSetting): Promise<Outcome<GateSettings>>;
  /** Measures now. Faults: `registry.…` and those of scoring. */
  measure(model: ModelId, how?: MeasureOptions): Promise<Outcome<GateReport>>;
  /** The same as a job. Faults: `registry.…`. */
  runGate(model: ModelId): Outcome<Job>;
}

export interface MeasureOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface GatesOptions {
  readonly casebook: Casebook;
  readonly models: ModelRegistry;
  readonly datasets: Datasets;
  readonly saliencyChecks: SaliencyChecks;
  readonly scorer: Pick<Scorer, 'heatmapMethods'>;
  readonly jobs: Jobs;
  readonly background: Background;
  readonly clock: () => Date;
  /** The name that decisions carry. */
  readonly reader: () => string;
}

interface Match {
  readonly candidate: Contender;
  readonly current: Contender | null;
  readonly settings: GateSettings;
}

export function createGates(options: GatesOptions): Gates {
  return {
    setGate: (request) => setGate(request, options),
    measure: (model, how = {}) => measure(model, options, how),
    runGate(model) {
      const match = contend(model, options);
      if (!match.ok) return match;
      const { title: name } = match.value.candidate.stored;
      const work = (progress: JobProgress, signal: AbortSignal): Promise<void> =>
        measureInJob(progress, signal, (how) => measure(model, options, how));
      return success(options.jobs.start('evaluate', { code: 'work.gate', details: { model: name } }, work));
    },
  };
}

async function fixSet(
  { dataset, split }: GateSetting['frozen'],
  datasets: Datasets,
): Promise<Outcome<{ set: GateSet; opened: OpenDataset }>> {
  const opened = await datasets.open(dataset);
  if (!opened.ok) return opened;
  const { name, fingerprint } = opened.value;
  return success({ set: { dataset, name, fingerprint, split }, opened: opened.value });
}

async function setGate(
  { role, frozen, validation, ...limits }: GateSetting,
  { casebook, datasets, models, reader }: GatesOptions,
): Promise<Outcome<GateSettings>> {
  if (!casebook.registry.versions().some((version) => version.role === role)) {
    return failure('registry.no-such-role', { role });
  }
  const fixed = { frozen: await fixSet(frozen, datasets), validation: await fixSet(validation, datasets) };
  if (!fixed.frozen.ok) return fixed.frozen;
  if (!fixed.validation.ok) return fixed.validation;
  const [measuring, choosing] = [fixed.frozen.value, fixed.validation.value];
  const partOf = ({ set, opened }: typeof measuring) => ({
    dataset: opened,
    entries: entriesOf(opened, set.split ?? 'all'),
  });
  const refusal = refuseSets(partOf(measuring), partOf(choosing));
  if (refusal !== null) return { ok: false, error: refusal };
  const settings: GateSettings = { ...limits, frozen: measuring.set, validation: choosing.set };
  casebook.registry.setGate(role, settings, { actor: reader(), action: actionOf('gateSet'), details: { ...settings } });
  models.tell();
  return success(settings);
}

/** The candidate, the current model and the settings of a run of the gate. */
function contend(model: ModelId, { casebook, models }: GatesOptions): Outcome<Match> {
  const stored = models.versionOf(model);
  if (stored === undefined) return failure('registry.no-such-version', { model });
  if (stored.state === 'current') return failure('registry.gate-of-current', { title: stored.title });
  const settings = casebook.registry.gateOf(stored.role);
  if (settings === undefined) {
    return failure('registry.gate-not-set', { role: stored.role });
  }
  const current = casebook.registry.versions().find(({ role, state }) => role === stored.role && state === 'current');
  // The candidate as its card file says: a threshold of an earlier term has no say.
  const candidate = { stored, model: models.asFiled(model)! };
  if (current === undefined) return success({ candidate, current: null, settings });
  const installed = models.versionOf(current.model);
  if (installed?.id !== current.id) {
    return failure('registry.current-gone', { title: current.title, version: current.version });
  }
  return success({ candidate, current: { stored: current, model: models.get(current.model)! }, settings });
}

async function measure(model: ModelId, options: GatesOptions, how: MeasureOptions): Promise<Outcome<GateReport>> {
  const { casebook, datasets, saliencyChecks, scorer, background, models, clock, reader } = options;
  const contenders = contend(model, options);
  if (!contenders.ok) return contenders;
  const { candidate } = contenders.value;
  const methods = await scorer.heatmapMethods(candidate.model);
  if (!methods.ok) return methods;
  const request = {
    ...contenders.value,
    findings: [...new Set(candidate.model.card.operatingPoints.map(({ label }) => label))].sort(),
    saliencyChecks: await saliencyChecks.ofModel(candidate.model),
    method: methods.value.usual,
  };
  const startEngine = (signal?: AbortSignal): Promise<Engine> => background.engine(signal);
  const report = await runGate(request, { casebook, datasets, clock, startEngine, ...how });
  if (!report.ok) return report;
  const { checks, hasPassed, candidate: version, against } = report.value;
  const verdicts = checks.map(({ name, label, verdict, value, bound, limit }) => {
    return { name, label, verdict, value: value?.value ?? null, bound, limit };
  });
  const details = { ...version, against, hasPassed, checks: verdicts };
  const record = { actor: reader(), action: actionOf('gateRun'), details };
  const kept = casebook.registry.keepReport(candidate.stored.id, report.value, record);
  models.tell();
  return success(kept);
}

async function measureInJob(
  progress: JobProgress,
  signal: AbortSignal,
  measureNow: (how: MeasureOptions) => Promise<Outcome<GateReport>>,
): Promise<void> {
  progress.link('/models');
  progress.say({ code: 'phase.reading-sets', details: {} });
  let total: number | null = null;
  const onProgress = (done: number, of: number): void => {
    if (total !== of) progress.count((total = of));
    progress.say({ code: done === of ? 'phase.measuring' : 'phase.scoring', details: {} });
    progress.advance(done);
  };
  try {
    const report = await measureNow({ signal, onProgress });
    if (!report.ok && !signal.aborted) throw new FaultError(report.error);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

type Part = Parameters<typeof overlapOf>[0];

/** Why a threshold chosen on the one can't be judged on the other; null where it can. */
function refuseSets(frozen: Part, validation: Part): Fault | null {
  const parts = [
    ['frozen', frozen],
    ['validation', validation],
  ] as const;
  const empty = parts.find(([, { entries }]) => entries.length === 0);
  if (empty !== undefined) return faultOf('registry.empty-set', { set: empty[0] });
  const { images, patients } = overlapOf(frozen, validation);
  if (patients > 0) return faultOf('registry.sets-share-patients', { count: patients });
  return images > 0 ? faultOf('registry.sets-share-images', { count: images }) : null;
}
