/** Models as a request names them: installed ones, and folders of others. */
import type { ModelReference } from '../../contract/model-reference.ts';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { Files } from '../files/allowed-files.ts';
import { chooseModels, loadModel, type InstalledModel } from '../models/installed-models.ts';
import type { ResolveModels } from '../models/resolve-models.ts';
import { withSiteThresholds, type ModelRegistry } from './model-registry.ts';

export interface ResolveModelsOptions {
  readonly casebook: Pick<Casebook, 'registry'>;
  readonly files: Pick<Files, 'check'>;
  readonly models: Pick<ModelRegistry, 'choose'>;
}

/** The card of one model, as its file says. Faults as those of resolving it. */
export async function cardOf(
  reference: ModelReference,
  { files, models }: Pick<ResolveModelsOptions, 'files'> & { readonly models: Pick<ModelRegistry, 'asFiled'> },
): Promise<Outcome<ModelCard>> {
  if (typeof reference === 'string') {
    const model = models.asFiled(reference);
    return model === undefined ? failure('model.not-installed', { model: reference }) : success(model.card);
  }
  const checked = await files.check(reference.folder);
  if (!checked.ok) return checked;
  const loaded = await loadModel(checked.value);
  return loaded.ok ? success(loaded.value.card) : loaded;
}

export function createResolveModels({ casebook, files, models }: ResolveModelsOptions): ResolveModels {
  async function fromFolder(path: string): Promise<Outcome<readonly InstalledModel[]>> {
    const checked = await files.check(path);
    if (!checked.ok) return checked;
    const loaded = await loadModel(checked.value);
    return loaded.ok ? chooseModels(withSiteThresholds([loaded.value], casebook), [loaded.value.card.id]) : loaded;
  }
  return async (references) => {
    const found: InstalledModel[] = [];
    for (const reference of references) {
      const chosen = typeof reference === 'string' ? models.choose([reference]) : await fromFolder(reference.folder);
      if (!chosen.ok) return chosen;
      found.push(...chosen.value);
    }
    return success(found);
  };
}
