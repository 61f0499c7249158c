/** Which model is in use for what: candidates are measured by the gate, promoted, and rolled back. */
import { rm } from 'node:fs/promises';
import type { ImportPreview, RegistryOverview, Role } from '../../contract/registry.ts';
import type { ModelId } from '../../domain/ids.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { Decision } from '../../domain/models/promotion.ts';
import { engineOf, type EngineSource } from '../inference/engine-source.ts';
import { importModel, type ImportResult } from '../model-import/import-model.ts';
import { previewImport } from '../model-import/preview-import.ts';
import type { ImportOptions, ReadOptions } from '../model-import/import-options.ts';
import { promote, rollBack, type PromoteRequest } from './decide.ts';
import { createCombining, type CombineRequest, type CombiningOptions } from '../model-ensembles/combine-jobs.ts';
import type { Job } from '../../domain/job.ts';
import { createGates, type Gates, type GatesOptions } from './gates.ts';
import type { ModelRegistry } from './model-registry.ts';
import { actionOf, decisionsOf, overviewOf, roleView } from './overview.ts';

export interface Registry extends Gates {
  readonly models: ModelRegistry;
  overview(): RegistryOverview;
  /** Newest first. */
  history(role: string): Outcome<readonly Decision[]>;
  promote(request: PromoteRequest): Outcome<Role>;
  rollBack(role: string, reason: string): Outcome<Role>;
  importModel(bytes: Uint8Array, options: ImportOptions): Promise<Outcome<ImportResult>>;
  previewImport(bytes: Uint8Array, image: File, options: ReadOptions): Promise<Outcome<ImportPreview>>;
  /** Begins a job. Faults: `file.…` and those of finding models and datasets. */
  combine(request: CombineRequest): Promise<Outcome<Job>>;
  /** Faults: 'model.not-installed', 'model.bundled', 'registry.remove-current'. */
  remove(model: ModelId): Promise<Outcome<RegistryOverview>>;
}

export interface RegistryOptions extends GatesOptions, CombiningOptions {
  /** For one run of a model that is brought in. */
  readonly engine: EngineSource;
  /** The user's folder of models. */
  readonly place: string;
}

export function createRegistry(options: RegistryOptions): Registry {
  const { casebook, models, reader } = options;
  const decision = () => ({ casebook, models, actor: reader() });
  const viewOf = (role: Outcome<string>): Outcome<Role> =>
    role.ok ? success(roleView(role.value, casebook.registry.versions(), { casebook, models })) : role;

  return {
    models,
    overview: () => overviewOf({ casebook, models }),
    history: (role) => decisionsOf(role, casebook),
    ...createGates(options),
    combine: createCombining(options),
    promote: (request) => viewOf(promote(request, decision())),
    rollBack: (role, reason) => viewOf(rollBack(role, reason, decision())),
    async importModel(bytes, given) {
      const installed = models.list().map(({ card }) => card.id);
      const imported = await importModel(bytes, given, {
        engine: await engineOf(options.engine)(),
        place: options.place,
        installed,
      });
      if (imported.ok) await models.reload();
      return imported;
    },
    previewImport: async (bytes, image, given) =>
      previewImport(bytes, image, given, { engine: await engineOf(options.engine)(), decoder: options.decoder }),
    async remove(id) {
      const model = models.asFiled(id);
      if (model === undefined) return failure('model.not-installed', { model: id });
      if (!models.isOwn(id)) return failure('model.bundled', { model: id });
      const version = models.versionOf(id);
      if (version?.state === 'current') {
        return failure('registry.remove-current', { title: version.title, role: version.role });
      }
      await rm(model.folder, { recursive: true });
      const details = { model: id, version: model.card.version, sha256: model.card.sha256 };
      if (version !== undefined)
        casebook.registry.note(version.role, { actor: reader(), action: actionOf('removed'), details });
      await models.reload();
      return success(overviewOf({ casebook, models }));
    },
  };
}
