import { expect, test } from 'vitest';
import { lookAt, placeModels } from './series-style.ts';

const names = ['chest-pneumonia', 'resnet18-all', 'vit', 'vgg16-dense', 'small-cnn-200', 'resnet50', 'inception-v3'];
const looksOf = (models: readonly string[]) => Object.values(placeModels(models)).map(lookAt);

test('no two of twelve models look the same', () => {
  const twelve = Array.from({ length: 12 }, (_, i) => `model-${i}`);
  expect(new Set(looksOf(twelve).map(({ colour, dash }) => `${colour} ${dash}`)).size).toBe(12);
});

test('the first five looks differ in colour and in shape', () => {
  const five = looksOf(names.slice(0, 5));
  expect(new Set(five.map(({ colour }) => colour)).size).toBe(5);
  expect(new Set(five.map(({ shape }) => shape)).size).toBe(5);
});

test('a model looks the same in whatever order the models are listed', () => {
  expect(placeModels(names.toReversed())).toEqual(placeModels(names));
});

test('models keep their looks when others come and go', () => {
  const before = placeModels(names);
  const after = placeModels(['a-new-one', 'vit', 'resnet50'], before);
  expect(after).toMatchObject({ vit: before['vit'], resnet50: before['resnet50'] });
  expect(placeModels(names, after)).toMatchObject(before);
});

test('places of models that are gone are given away when there is no other', () => {
  const twenty = Array.from({ length: 20 }, (_, i) => `model-${i}`);
  const after = placeModels(['model-3', 'new'], placeModels(twenty));
  expect(Object.keys(after)).toHaveLength(20);
  expect(new Set(Object.values(after)).size).toBe(20);
});
