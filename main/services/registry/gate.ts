/** The gate: a candidate against the current model on cases that the site has frozen. */
import { clauseOf } from '../../domain/messages/clause.ts';
import type { StoredVersion } from '../../casebook/laboratory/registry-repository.ts';
import type { DatasetEntry } from '../../domain/datasets/dataset.ts';
import { estimateArea } from '../../domain/evaluation/area.ts';
import { ratesAt } from '../../domain/evaluation/rates.ts';
import { ratesAtSensitivity } from '../../domain/evaluation/thresholds.ts';
import type { SaliencyCheck } from '../../domain/saliency-checks/saliency-check.ts';
import type { HeatmapMethod } from '../../domain/heatmaps/heatmap-method.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { GateReport, GateSet, GateSettings, SitePoint } from '../../domain/models/promotion.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { OpenDataset } from '../datasets/opening/open-dataset.ts';
import { entriesOf } from '../evaluation/scoring/scored-entries.ts';
import type { ScoreOptions } from '../evaluation/scoring/score-dataset.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { readSeenImages } from '../training/model-folder/seen-images.ts';
import { scoreSet, type ScoredSet } from './gate-entries.ts';
import { frozenIsUnchanged, judgeAudit, judgeSaliencyCheck, judgeSeen } from './gate-facts.ts';
import { judgeArea, judgeCalibration, judgeSensitivity, type JudgedFinding } from './judge.ts';

/** A version with its model as it is in use: the first operating point of a label is the one that calls. */
export interface Contender {
  readonly stored: StoredVersion;
  readonly model: InstalledModel;
}

export interface GateRequest {
  readonly settings: GateSettings;
  readonly findings: readonly string[];
  readonly candidate: Contender;
  readonly current: Contender | null;
  readonly saliencyChecks: readonly SaliencyCheck[];
  /** The method of the heatmap that is shown first. */
  readonly method: HeatmapMethod;
}

export interface GateHooks extends ScoreOptions {
  readonly datasets: Pick<Datasets, 'open' | 'ensureAudited'>;
  readonly clock: () => Date;
}

type Measured = Omit<GateReport, 'id'>;

/**
 * Chooses the candidate's operating points on the validation set, then measures both models on the frozen one. Faults:
 * 'registry.set-changed' where a set is not what it was when the gate was set; 'registry.unscored-images' and
 * 'registry.set-lacks-cases' where it can't be measured.
 */
export async function runGate(request: GateRequest, hooks: GateHooks): Promise<Outcome<Measured>> {
  const { settings, findings, candidate, current } = request;
  const opened = await openSets(settings, hooks);
  if (!opened.ok) return opened;
  const { frozen, validation } = opened.value;
  const audited = await hooks.datasets.ensureAudited(frozen, { signal: hooks.signal });
  if (!audited.ok) return audited;
  const models = current === null ? [candidate.model] : [candidate.model, current.model];
  const chosenOn = await scoreSet(settings.validation, validation, { models: [candidate.model], findings }, hooks);
  if (!chosenOn.ok) return chosenOn;
  const measuredOn = await scoreSet(settings.frozen, frozen, { models, findings }, hooks);
  if (!measuredOn.ok) return measuredOn;
  const points = choosePoints(chosenOn.value, settings);
  const judged = measuredOn.value.findings.map((finding): JudgedFinding => ({
    label: finding.label,
    positives: finding.positives,
    candidate: {
      probabilities: finding.probabilities[0]!,
      threshold: points.find(({ label }) => label === finding.label)!.threshold,
    },
    current: current && { probabilities: finding.probabilities[1]!, threshold: thresholdOf(current, finding.label) },
  }));
  const { resamples, cases } = measuredOn.value;
  const seen = await readSeenImages(candidate.model.folder);
  const entries = entriesOf(frozen, settings.frozen.split ?? 'all');
  const checks = [
    frozenIsUnchanged(settings.frozen),
    judgeAudit(audited.value.summary),
    judgeSeen(candidate.model.card, seen, entries, settings.frozen),
    ...judged.map((finding) => judgeArea(finding, settings, resamples)),
    ...judged.map((finding) => judgeSensitivity(finding, settings, resamples)),
    ...judged.map((finding) => judgeCalibration(finding, settings, resamples)),
    judgeSaliencyCheck(request.saliencyChecks, request.method),
  ];
  return success({
    role: candidate.stored.role,
    candidate: nameOf(candidate),
    against: current && nameOf(current),
    settings,
    frozenCases: cases,
    validationCases: chosenOn.value.cases,
    checks,
    hasPassed: checks.every(({ verdict }) => verdict === 'passed'),
    points,
    figures: judged.flatMap((finding) => figuresOf(finding, request, measuredOn.value)),
    createdAt: hooks.clock().toISOString(),
  });
}

const nameOf = ({ stored: { model, fingerprint, sha256, version } }: Contender) => ({
  model,
  fingerprint,
  sha256,
  version,
});

const thresholdOf = ({ model }: Contender, label: string): number =>
  model.card.operatingPoints.find((point) => point.label === label)!.threshold;

async function openSets(
  settings: GateSettings,
  { datasets, signal }: GateHooks,
): Promise<Outcome<{ readonly frozen: OpenDataset; readonly validation: OpenDataset }>> {
  const frozen = await openSet(settings.frozen, 'frozen', datasets, signal);
  if (!frozen.ok) return frozen;
  const validation = await openSet(settings.validation, 'validation', datasets, signal);
  return validation.ok ? success({ frozen: frozen.value, validation: validation.value }) : validation;
}

async function openSet(
  set: GateSet,
  what: string,
  datasets: GateHooks['datasets'],
  signal: AbortSignal | undefined,
): Promise<Outcome<OpenDataset>> {
  const opened = await datasets.open(set.dataset, { signal });
  if (!opened.ok || opened.value.fingerprint === set.fingerprint) return opened;
  return failure('registry.set-changed', { set: what, name: set.name });
}

/** The highest threshold with at least the wanted sensitivity on the validation set, one a finding. */
function choosePoints(
  { findings, resamples }: ScoredSet,
  { validation, targetSensitivity }: GateSettings,
): SitePoint[] {
  const set = { sensitivity: targetSensitivity, dataset: validation.name };
  const rule =
    validation.split === null
      ? clauseOf('threshold.sensitivity-at-site', set)
      : clauseOf('threshold.sensitivity-at-site-split', { ...set, split: validation.split });
  return findings.map(({ label, positives, probabilities }) => {
    const cases = { probabilities: probabilities[0]!, positives };
    const { threshold, sensitivity, specificity } = ratesAtSensitivity(cases, targetSensitivity, resamples)!;
    return { label, threshold, rule, sensitivity: sensitivity!, specificity: specificity! };
  });
}

/** The candidate at its own threshold and at the old one, and the current model. */
function figuresOf(
  { label, positives, candidate, current }: JudgedFinding,
  request: GateRequest,
  { resamples }: ScoredSet,
): GateReport['figures'] {
  const line = (
    as: GateReport['figures'][number]['as'],
    contender: Contender,
    { probabilities, threshold }: JudgedFinding['candidate'],
  ) => {
    const { sensitivity, specificity } = ratesAt({ probabilities, positives }, threshold, resamples);
    const auc = estimateArea(probabilities, positives, resamples)!;
    return { as, ...nameOf(contender), label, auc, threshold, sensitivity: sensitivity!, specificity: specificity! };
  };
  const own = line('candidate', request.candidate, candidate);
  if (current === null) return [own];
  const atOld = { probabilities: candidate.probabilities, threshold: current.threshold };
  return [own, line('candidateAtOldThreshold', request.candidate, atOld), line('current', request.current!, current)];
}

/** The images and patients in both sets: a case that the threshold was chosen on can't judge it. */
export function overlapOf(
  frozen: { readonly dataset: OpenDataset; readonly entries: readonly DatasetEntry[] },
  validation: { readonly dataset: OpenDataset; readonly entries: readonly DatasetEntry[] },
): { readonly images: number; readonly patients: number } {
  const hashes = new Set(frozen.entries.flatMap(({ sha256 }) => sha256 ?? []));
  const isOneDataset = frozen.dataset.fingerprint === validation.dataset.fingerprint;
  const patients = new Set(frozen.entries.flatMap(({ patient }) => patient ?? []));
  const common = new Set(
    validation.entries.flatMap(({ patient }) => (patient !== null && patients.has(patient) ? [patient] : [])),
  );
  return {
    images: validation.entries.filter(({ sha256 }) => sha256 !== null && hashes.has(sha256)).length,
    // Two hospitals may give two people one number.
    patients: isOneDataset ? common.size : 0,
  };
}
