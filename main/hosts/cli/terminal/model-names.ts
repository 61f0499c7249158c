/** Turns a model named on the command line into the contract's reference. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ModelReference } from '../../../contract/model-reference.ts';
import { modelId, type ModelId } from '../../../domain/ids.ts';
import { MisuseFault } from './command-line.ts';

/** An installed model's. */
export function modelIdOf(name: string): ModelId {
  const parsed = modelId.safeParse(name);
  if (parsed.success) return parsed.data;
  throw new MisuseFault(`“${name}” can’t be the name of a model.`);
}

/** A folder with a card where the name is the path of one; else an installed model. */
export async function modelReferenceOf(name: string): Promise<ModelReference> {
  const about = await stat(join(name, 'card.json')).catch(() => null);
  return about === null ? modelIdOf(name) : { folder: resolve(name) };
}
