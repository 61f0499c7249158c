import { expect, test } from 'vitest';
import { zeros } from '../../../domain/statistics/random.ts';
import { networks } from '../../../networks/architectures/architectures.ts';
import { chooseTrainable } from '../../../networks/trainable.ts';
import { readRecipe, recipeNames } from './recipes.ts';
import { parseTrainSettings } from './train-settings.ts';
import { sentenceOf } from '../../../contract/messages/message-sentences.ts';
import { FaultError } from '../../../domain/faults/fault.ts';

const names = await recipeNames();

test('the studies of the comparison are there', () => {
  expect(names.toSorted()).toEqual([
    'efficientnet-v2-b3-dense',
    'inception-v3-dense',
    'resnet18-all',
    'resnet18-fc-only',
    'resnet18-last-blocks',
    'resnet50',
    'resnet50-no-augmentation',
    'small-cnn-200',
    'vgg16-all',
    'vgg16-dense',
    'vgg16-fc-only',
    'vgg16-last-blocks',
    'vgg16-last-linear',
    'vgg16-multi-head-attention',
    'vgg16-self-attention',
    'vit',
    'vit-tiny',
  ]);
});

async function trainedBy(name: string) {
  const recipe = await readRecipe(name);
  if (!recipe.ok) throw new FaultError(recipe.error);
  const settings = parseTrainSettings(recipe.value.settings);
  if (!settings.ok) throw new FaultError(settings.error);
  const { network, size, channels, hidden, logSoftmax, train } = settings.value;
  const options = { labels: 2, height: size, width: size, channels, logSoftmax, random: zeros };
  const { graph, blocks } = networks[network]!.create({ ...options, ...(hidden !== null && { hidden }) });
  const chosen = chooseTrainable(graph, blocks, train);
  if (!chosen.ok) throw new FaultError(chosen.error);
  return chosen.value.reduce((sum, each) => sum + graph.initializers.get(each)!.data.length, 0);
}

test.each(names)('%s has a network with what it trains', async (name) => {
  expect(await trainedBy(name)).toBeGreaterThan(0);
});

test.each(names)('%s says what is not of its study', async (name) => {
  const recipe = await readRecipe(name);
  expect(recipe.ok ? recipe.value.note : '').toMatch(/this program's own choice/);
});

test('the numbers of trained parameters are those of the studies', async () => {
  expect(await trainedBy('vgg16-last-linear')).toBe(1_049_346);
  expect(await trainedBy('vgg16-all')).toBe(135_309_890);
  expect(await trainedBy('vgg16-fc-only')).toBe(25_088 * 4300 + 4300 + 4300 * 2 + 2);
});

test('a name that is not there is answered with close ones', async () => {
  const outcome = await readRecipe('vgg-all');
  expect(outcome.ok ? '' : sentenceOf(outcome.error)).toMatch(/no recipe “vgg-all”\. Close to it: vgg16-all/);
});
