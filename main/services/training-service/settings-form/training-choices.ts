/** Networks and recipes that a training can begin with. */
import { totalmem } from 'node:os';
import type { TrainingChoices, TrainingRecipe } from '../../../contract/training.ts';
import { architectureNames } from '../../../domain/models/architecture-name.ts';
import { networks } from '../../../networks/architectures/architectures.ts';
import { readRecipe, recipeNames } from '../../training/settings/recipes.ts';
import { trainSettingsSchema } from '../../../contract/training-settings/setting-table.ts';

export async function trainingChoices(): Promise<TrainingChoices> {
  const recipes: TrainingRecipe[] = [];
  for (const each of await recipeNames()) {
    const recipe = await readRecipe(each);
    if (!recipe.ok) continue;
    const { name, title, study, note, settings } = recipe.value;
    recipes.push({
      name,
      title,
      study,
      note,
      settings,
      network: trainSettingsSchema.parse(settings).network,
    });
  }
  return {
    networks: architectureNames.map((name) => {
      const { size, channels } = networks[name]!.defaults;
      return { name, size, channels };
    }),
    recipes,
    memory: totalmem(),
  };
}
