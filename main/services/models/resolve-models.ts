import type { ModelReference } from '../../contract/model-reference.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { InstalledModel } from './installed-models.ts';

/**
 * The models that a request names, in its order, with this site's thresholds. Faults: those of `ModelRegistry.choose`;
 * for a folder `file.…` and `model.…`.
 */
export type ResolveModels = (references: readonly ModelReference[]) => Promise<Outcome<readonly InstalledModel[]>>;
