/** The training that is being put together on the page, before it is asked for. */
import type { TrainingRecipe, TrainingRequest } from '../../../../main/contract/training.ts';
import { modelId, type DatasetId } from '../../../../main/domain/ids.ts';
import type { TrainingBase } from '../../../../main/domain/training/training.ts';

export interface Draft {
  readonly dataset: DatasetId | null;
  readonly base: TrainingBase;
  readonly recipe: string | null;
  /** Those that the person set. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** As typed; empty for the name that is proposed. */
  readonly name: string;
}

export type DraftAction =
  | { readonly type: 'dataset'; readonly dataset: DatasetId }
  | { readonly type: 'base'; readonly base: TrainingBase }
  /** Its settings take the place of the person's. */
  | { readonly type: 'recipe'; readonly recipe: TrainingRecipe | null }
  /** Undefined takes the person's value back. */
  | { readonly type: 'setting'; readonly name: string; readonly value: unknown }
  | { readonly type: 'name'; readonly name: string }
  /** The same again, to change something of it. */
  | { readonly type: 'again'; readonly request: TrainingRequest };

export const emptyDraft: Draft = {
  dataset: null,
  base: { kind: 'network', network: 'compact-resnet' },
  recipe: null,
  settings: {},
  name: '',
};

/** With another network as the base; an installed model is its own network. */
function withNetwork(base: TrainingBase, network: string): TrainingBase {
  return base.kind === 'model' ? base : { ...base, network };
}

export function change(draft: Draft, action: DraftAction): Draft {
  switch (action.type) {
    case 'dataset':
      return { ...draft, dataset: action.dataset };
    case 'base':
      return { ...draft, base: action.base };
    case 'recipe': {
      const { recipe } = action;
      if (recipe === null) return { ...draft, recipe: null, settings: {} };
      return { ...draft, recipe: recipe.name, settings: {}, base: withNetwork(draft.base, recipe.network) };
    }
    case 'setting': {
      const { [action.name]: _, ...others } = draft.settings;
      return { ...draft, settings: action.value === undefined ? others : { ...others, [action.name]: action.value } };
    }
    case 'name':
      return { ...draft, name: action.name };
    case 'again': {
      const { dataset, base, recipe, settings } = action.request;
      return { dataset, base, recipe, settings, name: '' };
    }
  }
}

/** `resnet18-2`, where `resnet18` is taken. */
export function proposeName({ base, recipe }: Draft, taken: readonly string[]): string {
  const root = recipe ?? (base.kind === 'model' ? base.model : (base.network ?? 'model'));
  const used = new Set(taken);
  const tries = Array.from({ length: used.size + 1 }, (_, i) => (i === 0 ? root : `${root}-${i + 1}`));
  return tries.find((name) => !used.has(name)) ?? root;
}

/** Why a typed name can't be that of the model, as a key of the messages; null where it can, or where none is typed. */
export type NameFault =
  | { readonly key: 'nameTaken' | 'nameTooLong' | 'nameStart' | 'nameSpace' }
  | { readonly key: 'nameCharacter'; readonly character: string };

export function faultOfName(name: string, taken: readonly string[]): NameFault | null {
  if (name === '') return null;
  // File systems that ignore case would take both for one folder.
  if (taken.some((other) => other.toLowerCase() === name.toLowerCase())) return { key: 'nameTaken' };
  if (modelId.safeParse(name).success) return null;
  const character = /[^a-z0-9._-]/i.exec(name)?.[0];
  if (character !== undefined) return /\s/.test(character) ? { key: 'nameSpace' } : { key: 'nameCharacter', character };
  return name.length > 64 ? { key: 'nameTooLong' } : { key: 'nameStart' };
}

/** Null until there is a dataset. A name that can't be is left out, so that all else can be planned meanwhile. */
export function requestOf(draft: Draft, taken: readonly string[]): TrainingRequest | null {
  const isTyped = draft.name !== '' && faultOfName(draft.name, taken) === null;
  const name = modelId.safeParse(isTyped ? draft.name : proposeName(draft, taken));
  if (draft.dataset === null || !name.success) return null;
  const { dataset, base, recipe, settings } = draft;
  return { dataset, base, recipe, settings, model: name.data, title: '', normalLabel: null };
}

/** The value of `train` when a block is pressed: it and all behind it. */
export function depthOf(place: number, blocks: number): string {
  if (place === 0) return 'all';
  const before = blocks - 1 - place;
  return before === 0 ? 'head' : `last-${before}-block${before === 1 ? '' : 's'}`;
}
