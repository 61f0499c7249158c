/** Promotion and roll-back: which version is current, decided by a person and written down. */
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { StoredVersion } from '../../casebook/laboratory/registry-repository.ts';
import type { ModelId } from '../../domain/ids.ts';
import { gateCheckTitle } from '../../contract/messages/gate-sentences.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { isSameVersion, type GateReport } from '../../domain/models/promotion.ts';
import type { ModelRegistry } from './model-registry.ts';
import { actionOf } from './overview.ts';
import { faultOf, type Fault } from '../../domain/faults/fault.ts';
import { toCodedMessage } from '../../domain/messages/coded-message.ts';

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
  /** The name that decisions carry. */
  readonly actor: string;
}

/** The names by which the log knows a version. */
const named = ({ model, version, sha256, fingerprint }: StoredVersion) => ({ model, version, sha256, fingerprint });

/** Faults: `registry.…`, with what stands against it. Answers with the role. */
export function promote(request: PromoteRequest, { casebook, models, actor }: DecisionParts): Outcome<string> {
  const { registry } = casebook;
  const version = models.versionOf(request.model);
  if (version === undefined) return failure('registry.no-such-version', { model: request.model });
  const { role, id } = version;
  if (version.state === 'current') return failure('registry.current-already', { title: version.title, role });
  if (version.isExample) {
    return failure('registry.example', { title: version.title });
  }
  const current = registry.versions().find((each) => each.role === role && each.state === 'current');
  const report = request.gate === null ? null : reportFor(request.gate, version, current, casebook);
  if (report !== null && !report.ok) return report;
  const gate = report?.value ?? null;
  const standing = whatStandsAgainst(gate);
  const isOverride = standing !== null;
  if (isOverride && request.override === undefined) {
    return { ok: false, error: standing };
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
      ...(isOverride && { override: request.override, against: toCodedMessage(standing) }),
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
  return failure('registry.report-outdated', {});
}

/** Null when every check passed. */
function whatStandsAgainst(report: GateReport | null): Fault | null {
  if (report === null) return faultOf('registry.gate-not-run', {});
  const open = report.checks.filter(({ verdict }) => verdict !== 'passed');
  if (open.length === 0) return null;
  const checks = open.map((check) => ({ title: gateCheckTitle(check), verdict: check.verdict }));
  return faultOf('registry.gate-not-passed', { checks });
}

/** Faults: `registry.nothing-before`, `registry.previous-gone`. */
export function rollBack(role: string, reason: string, { casebook, models, actor }: DecisionParts): Outcome<string> {
  const { registry } = casebook;
  const current = registry.versions().find((each) => each.role === role && each.state === 'current');
  const previous = registry.previous(role);
  if (previous === undefined) {
    return failure('registry.nothing-before', { role });
  }
  const installed = models.versionOf(previous.model);
  if (installed === undefined || !isSameVersion(installed, previous)) {
    return failure('registry.previous-gone', { title: previous.title, version: previous.version });
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
