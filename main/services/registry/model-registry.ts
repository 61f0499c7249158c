/** The models of now: which are there, which of them is current for what, and with which thresholds. */
import type { NewVersion, StoredVersion } from '../../casebook/laboratory/registry-repository.ts';
import type { Casebook } from '../../casebook/open-casebook.ts';
import { refusingUnknown } from '../../domain/acceptance/acceptance.ts';
import { usualAcceptance } from '../../domain/acceptance/usual-acceptance.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { ModelId } from '../../domain/ids.ts';
import type { Fault } from '../../domain/faults/fault.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { noteOf } from '../../domain/messages/note.ts';
import { isSameVersion, roleOf, type SitePoint, type VersionKey } from '../../domain/models/promotion.ts';
import { chooseModels, type InstalledModel } from '../models/installed-models.ts';
import { scoringFingerprint } from '../inference/scoring-fingerprint.ts';
import { createInstalledModelCache } from './installed-model-cache.ts';

export interface ModelRegistry {
  /** Those whose files are there, with the thresholds of this site where it has chosen some. */
  list(): readonly InstalledModel[];
  get(id: ModelId): InstalledModel | undefined;
  /** As its card file says, without this site's thresholds. */
  asFiled(id: ModelId): InstalledModel | undefined;
  /**
   * The models named; when none is, the current ones. Faults: 'model.unknown', 'model.none-installed',
   * 'model.untrained'.
   */
  choose(ids?: readonly ModelId[]): Outcome<readonly InstalledModel[]>;
  /** The casebook's record of the version that is installed; undefined for a model without findings. */
  versionOf(model: ModelId): StoredVersion | undefined;
  isOwn(model: ModelId): boolean;
  /** Faults of the user's own models that could not be loaded. */
  faults(): readonly Fault[];
  /**
   * Looks into the user's folder, where new versions join as candidates, and for decisions of other processes. Tells of
   * it where something changed.
   */
  reload(): Promise<void>;
  /** Says that something changed, here or in another process. */
  tell(): void;
  /** Calls back at every change, until the function returned is called. */
  subscribe(listener: () => void): () => void;
}

export interface ModelRegistryOptions {
  readonly casebook: Pick<Casebook, 'registry'>;
  /** Those that come with the program. */
  readonly bundled: readonly InstalledModel[];
  /** Where the user's own lie. */
  readonly place: string;
  /** The site's, which may have refused what cards would flag; without them cards are taken as they are. */
  readonly settings?: Pick<SettingsStore, 'get'>;
}

const keyOfModel = ({ card }: InstalledModel): VersionKey => ({
  model: card.id,
  fingerprint: scoringFingerprint(card),
});

/** The site's points come first, so that they are in use; the card's own stay behind them. */
function withPoints(model: InstalledModel, points: readonly SitePoint[]): InstalledModel {
  if (points.length === 0) return model;
  return { ...model, card: { ...model.card, operatingPoints: [...points, ...model.card.operatingPoints] } };
}

const storedOf = (model: InstalledModel, versions: readonly StoredVersion[]): StoredVersion | undefined =>
  versions.find((version) => isSameVersion(version, keyOfModel(model)));

/** Models as their card files say, with the thresholds that the site has chosen for these very versions. */
export function withSiteThresholds(
  models: readonly InstalledModel[],
  { registry }: Pick<Casebook, 'registry'>,
): readonly InstalledModel[] {
  const versions = registry.versions();
  return models.map((model) => withPoints(model, storedOf(model, versions)?.points ?? []));
}

const itself = (model: InstalledModel): InstalledModel => model;

/** As the site wants it: what a card would flag is refused. */
function withRefusals(model: InstalledModel): InstalledModel {
  const { accepts = usualAcceptance } = model.card;
  const refusing = refusingUnknown(accepts);
  return refusing === accepts ? model : { ...model, card: { ...model.card, accepts: refusing } };
}

export function createModelRegistry({ casebook, bundled, place, settings }: ModelRegistryOptions): ModelRegistry {
  const { registry } = casebook;
  const installed = createInstalledModelCache(bundled, place);
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());
  const find = (models: readonly InstalledModel[], id: ModelId): InstalledModel | undefined =>
    models.find(({ card }) => card.id === id);
  const list = (): readonly InstalledModel[] =>
    withSiteThresholds(installed.models(), casebook).map(
      settings?.get().refusesUnknown === true ? withRefusals : itself,
    );

  /** A model that comes with the program is current in its role until a person decides otherwise. */
  function isCurrentUnasked(version: NewVersion): boolean {
    if (version.origin === 'own' || version.isExample) return false;
    const current = registry.versions().find(({ role, state }) => role === version.role && state === 'current');
    if (current === undefined) return true;
    // A newer Overread brought another version of the same model, and the one before is gone with its file.
    const isReplaced = current.model === version.model && !isSameVersion(current, version);
    return isReplaced && registry.gateOf(version.role) === undefined;
  }
  function join(model: InstalledModel, role: string): void {
    const { id, sha256, version, title, training, exampleOnly } = model.card;
    const fresh: NewVersion = {
      ...keyOfModel(model),
      role,
      sha256,
      version,
      title,
      parent: training?.startedFrom ?? null,
      origin: installed.isOwn(model) ? 'own' : 'bundled',
      isExample: exampleOnly !== undefined,
    };
    const details = { model: id, version, sha256, fingerprint: fresh.fingerprint, origin: fresh.origin };
    registry.join(fresh, { actor: 'overread', action: 'model.joined', details });
    if (!isCurrentUnasked(fresh)) return;
    const { id: row } = registry.versions().find((each) => isSameVersion(each, fresh))!;
    const reason = noteOf('registry.not-measured-here', {});
    registry.begin(row, [], { actor: 'overread', action: 'model.becameCurrent', details: { ...details, reason } });
  }
  function joinNew(): void {
    const versions = registry.versions();
    for (const model of installed.models()) {
      const role = roleOf(model.card);
      if (role !== null && storedOf(model, versions) === undefined) join(model, role);
    }
  }
  joinNew();
  let seen = registry.lastEntry();
  return {
    list,
    get: (id) => find(list(), id),
    asFiled: (id) => find(installed.models(), id),
    choose(ids = []) {
      if (ids.length > 0) return chooseModels(list(), ids);
      const versions = registry.versions();
      const current = installed.models().filter((model) => storedOf(model, versions)?.state === 'current');
      return chooseModels(
        list(),
        current.map(({ card }) => card.id),
      );
    },
    versionOf(id) {
      const model = find(installed.models(), id);
      return model && storedOf(model, registry.versions());
    },
    isOwn(id) {
      const model = find(installed.models(), id);
      return model !== undefined && installed.isOwn(model);
    },
    faults: installed.faults,
    async reload() {
      const hasChanged = await installed.reload();
      if (hasChanged) joinNew();
      const last = registry.lastEntry();
      if (hasChanged || last !== seen) tell();
      seen = last;
    },
    tell,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
