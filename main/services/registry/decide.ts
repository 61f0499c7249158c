/** Promotion and roll-back: which version is current, decided by a person and written down. */
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { StoredVersion } from '../../casebook/laboratory/registry-repository.ts';
import type { ModelId } from '../../domain/ids.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { isSameVersion, type GateReport } from '../../domain/models/promotion.ts';
import type { ModelRegistry } from './model-registry.ts';
import { actionOf } from './overview.ts';

export interface PromoteRequest {
  readonly model: ModelId;
  /** The report that it rests on; null for an override without one. */
  readonly gate: number | null;
  readonly reason: string;
  /** Why it is promoted although a check did not pass. */
  readonly override?: string | undefined;
}

export interface DecisionParts {
  readonly casebook: Pick<Casebook, 'registry'>;
  readonly models: ModelRegistry;
  /** Whose name decisions carry. */
  readonly actor: string;
}

/** What the log says of a version. */
const named = ({ model, version, sha256, fingerprint }: StoredVersion) => ({ model, version, sha256, fingerprint });

/** Faults: NOT_FOUND; REFUSED, with what stands against it. Answers with the role. */
export function promote(request: PromoteRequest, { casebook, models, actor }: DecisionParts): Outcome<string> {
  const { registry } = casebook;
  const version = models.versionOf(request.model);
  if (version === undefined) return failure('NOT_FOUND', `There is no model "${request.model}" with findings here.`);
  const { role, id } = version;
  if (version.state === 'current') return failure('REFUSED', `“${version.title}” is current for ${role} already.`);
  if (version.isExample) {
    return failure('REFUSED', `“${version.title}” ships as an example of what not to trust: it can’t become current.`);
  }
  const current = registry.versions().find((each) => each.role === role && each.state === 'current');
  const report = request.gate === null ? null : reportFor(request.gate, version, current, casebook);
  if (report !== null && !report.ok) return report;
  const gate = report?.value ?? null;
  const standing = whatStandsAgainst(gate);
  const isOverride = standing !== null;
  if (isOverride && request.override === undefined) {
    return failure('REFUSED', `${standing} Promote it only as an override, with the reason in writing.`);
  }
  registry.begin(id, gate?.points ?? [], {
    actor,
    action: actionOf(isOverride ? 'promotedByOverride' : 'promoted'),
    details: {
      ...named(version),
      inPlaceOf: current === undefined ? null : named(current),
      gate: gate?.id ?? null,
      thresholds: (gate?.points ?? []).map(({ label, threshold }) => ({ label, threshold })),
      checks: (gate?.checks ?? []).map(({ name, label, verdict, value, bound, limit }) => {
        return { name, label, verdict, value: value?.value ?? null, bound, limit };
      }),
      reason: request.reason,
      ...(isOverride && { override: request.override, against: standing }),
    },
  });
  models.tell();
  return success(role);
}

/** Only the newest report of this very version, against the current one of now and by the settings of now, counts. */
function reportFor(
  id: number,
  version: StoredVersion,
  current: StoredVersion | undefined,
  { registry }: DecisionParts['casebook'],
): Outcome<GateReport> {
  const report = registry.reportOf(version.id);
  const isOfNow =
    report?.id === id &&
    JSON.stringify(report.settings) === JSON.stringify(registry.gateOf(version.role)) &&
    (report.against === null ? current === undefined : current !== undefined && isSameVersion(report.against, current));
  if (isOfNow) return success(report);
  return failure(
    'REFUSED',
    'Since this report of the gate its settings, the current model or the candidate changed: run the gate again.',
  );
}

/** Null when every check passed. */
function whatStandsAgainst(report: GateReport | null): string | null {
  if (report === null) return 'The gate has not measured it.';
  const open = report.checks.filter(({ verdict }) => verdict !== 'passed');
  if (open.length === 0) return null;
  const list = open
    .map(({ title, verdict }) => `${title} (${verdict === 'failed' ? 'failed' : 'not known'})`)
    .join(', ');
  return `It did not pass the gate: ${list}.`;
}

/** Faults: NOT_FOUND where nothing was current before, REFUSED where that version's files are gone. */
export function rollBack(role: string, reason: string, { casebook, models, actor }: DecisionParts): Outcome<string> {
  const { registry } = casebook;
  const current = registry.versions().find((each) => each.role === role && each.state === 'current');
  const previous = registry.previous(role);
  if (previous === undefined) {
    return failure('NOT_FOUND', `No other version was current for ${role} before: there is nothing to roll back to.`);
  }
  const installed = models.versionOf(previous.model);
  if (installed === undefined || !isSameVersion(installed, previous)) {
    const sentence = `The files of “${previous.title}” ${previous.version}, which was current before, are gone: install that version again to roll back to it.`;
    return failure('REFUSED', sentence);
  }
  registry.rollBack(role, {
    actor,
    action: actionOf('rolledBack'),
    details: {
      ...named(previous),
      inPlaceOf: current === undefined ? null : named(current),
      thresholds: previous.points.map(({ label, threshold }) => ({ label, threshold })),
      reason,
    },
  });
  models.tell();
  return success(role);
}
