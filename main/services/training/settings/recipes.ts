/** Trainings of published studies, by name: a JSON file each in `recipes/`. */
import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { failure, success } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { closestNames } from '../../../networks/close-names.ts';
import { parseTrainSettings } from './train-settings.ts';
import type { GivenSettings } from '../../../contract/training-settings/setting-table.ts';
import { sentenceOf } from '../../../contract/messages/message-sentences.ts';

const recipeSchema = z.strictObject({
  title: z.string(),
  /** The study, and what it compared. */
  study: z.string(),
  /** The points that the study leaves open and how they were chosen, and those that are otherwise than there. */
  note: z.string(),
  /** Those that differ from the defaults. */
  settings: z.record(z.string(), z.unknown()),
});

export interface Recipe extends Omit<z.infer<typeof recipeSchema>, 'settings'> {
  readonly name: string;
  readonly settings: GivenSettings;
}

const folder = new URL('./recipes/', import.meta.url);

export async function recipeNames(): Promise<readonly string[]> {
  const files = await readdir(folder);
  return files.filter((file) => file.endsWith('.json')).map((file) => basename(file, '.json'));
}

/** Fault: 'settings.no-such-recipe'. @throws where the recipe itself is wrong. */
export async function readRecipe(name: string): Promise<Outcome<Recipe>> {
  const names = await recipeNames();
  if (!names.includes(name)) {
    return failure('settings.no-such-recipe', { recipe: name, close: closestNames(name, names) });
  }
  const recipe = recipeSchema.parse(JSON.parse(await readFile(new URL(`${name}.json`, folder), 'utf8')));
  const settings = parseTrainSettings(recipe.settings);
  if (!settings.ok) throw new Error(`Recipe ${name}: ${sentenceOf(settings.error)}`);
  return success({ ...recipe, name, settings: recipe.settings as GivenSettings });
}
