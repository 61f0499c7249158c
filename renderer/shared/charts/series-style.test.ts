import { expect, test } from 'vitest';
import { styleAt, placeModels } from './series-style.ts';

const names = ['chest-pneumonia', 'resnet18-all', 'vit', 'vgg16-dense', 'small-cnn-200', 'resnet50', 'inception-v3'];
const stylesOf = (models: readonly string[]) => Object.values(placeModels(models)).map(styleAt);

test('no two of twelve models style the same', () => {
  const twelve = Array.from({ length: 12 }, (_, i) => `model-${i}`);
  expect(new Set(stylesOf(twelve).map(({ colour, dash }) => `${colour} ${dash}`)).size).toBe(12);
});

test('the first five styles differ in colour and in shape', () => {
  const five = stylesOf(names.slice(0, 5));
  expect(new Set(five.map(({ colour }) => colour)).size).toBe(5);
  expect(new Set(five.map(({ shape }) => shape)).size).toBe(5);
});

test('a model styles the same in whatever order the models are listed', () => {
  expect(placeModels(names.toReversed())).toEqual(placeModels(names));
});

test('models keep their styles when others come and go', () => {
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
