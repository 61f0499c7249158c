/** The registry as the pages show it. */
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { StoredVersion } from '../../casebook/laboratory/registry-repository.ts';
import type { RegisteredVersion, RegistryOverview, Role } from '../../contract/registry.ts';
import { toCodedMessage } from '../../domain/messages/coded-message.ts';
import { canScreen } from '../../domain/models/model-card.ts';
import {
  decisionKinds,
  isSameVersion,
  type Decision,
  type DecisionKind,
  type VersionKey,
} from '../../domain/models/promotion.ts';
import type { ModelRegistry } from './model-registry.ts';

type Parts = { readonly casebook: Pick<Casebook, 'registry'>; readonly models: ModelRegistry };

const keyOf = ({ model, fingerprint }: VersionKey): VersionKey => ({ model, fingerprint });

export function overviewOf({ casebook, models }: Parts): RegistryOverview {
  const versions = casebook.registry.versions();
  const roles = [...new Set(versions.map(({ role }) => role))].sort();
  return {
    roles: roles
      .map((role) => roleView(role, versions, { casebook, models }))
      // Those in use first.
      .toSorted((a, b) => Number(a.current === null) - Number(b.current === null)),
    starts: models.list().flatMap(({ card }) => (canScreen(card) ? [] : [card])),
    faults: models.faults().map(toCodedMessage),
  };
}

export function roleView(role: string, all: readonly StoredVersion[], { casebook, models }: Parts): Role {
  const { registry } = casebook;
  const versions = all.filter((version) => version.role === role);
  const current = versions.find(({ state }) => state === 'current');
  const previous = registry.previous(role);
  return {
    id: role,
    versions: versions.map((version) => versionView(version, { casebook, models })),
    current: current === undefined ? null : keyOf(current),
    previous: previous === undefined ? null : keyOf(previous),
    gate: registry.gateOf(role) ?? null,
  };
}

function versionView(
  { id, model, fingerprint, state, joinedAt, version, title, sha256, parent, origin, isExample, points }: StoredVersion,
  { casebook, models }: Parts,
): RegisteredVersion {
  const installed = models.versionOf(model);
  return {
    model,
    fingerprint,
    state,
    joinedAt,
    version,
    title,
    sha256,
    parent,
    origin,
    isInstalled: installed !== undefined && isSameVersion(installed, { model, fingerprint }),
    isExample,
    sitePoints: points,
    gate: casebook.registry.reportOf(id) ?? null,
  };
}

const PREFIX = 'model.';

export const actionOf = (kind: DecisionKind): string => `${PREFIX}${kind}`;

/** Newest first. Fails with `registry.no-such-role` where no model was ever there for it. */
export function decisionsOf(role: string, { registry }: Pick<Casebook, 'registry'>): Outcome<readonly Decision[]> {
  const decisions = registry.decisions(role).flatMap(({ id, at, actor, action, details }) => {
    const kind = decisionKinds.find((each) => actionOf(each) === action);
    return kind === undefined ? [] : [{ id, at, actor, kind, role, details }];
  });
  const isKnown = decisions.length > 0 || registry.versions().some((version) => version.role === role);
  return isKnown ? success(decisions) : failure('registry.no-such-role', { role });
}
