import { expect, test } from 'vitest';
import { looksOf } from './model-colours.ts';

const names = ['chest-pneumonia', 'resnet18-all', 'vit', 'vgg16-dense', 'small-cnn-200', 'resnet50', 'inception-v3'];

test('no two of twelve models look the same', () => {
  const twelve = Array.from({ length: 12 }, (_, i) => `model-${i}`);
  const looks = [...looksOf(twelve).values()].map(({ colour, dash }) => `${colour} ${dash}`);
  expect(new Set(looks).size).toBe(12);
});

test('a model looks the same in whatever order the models are listed', () => {
  expect(looksOf(names.toReversed()).get('vit')).toEqual(looksOf(names).get('vit'));
});

test('the first five looks differ in colour and in shape', () => {
  const five = [...looksOf(names.slice(0, 5)).values()];
  expect(new Set(five.map(({ colour }) => colour)).size).toBe(5);
  expect(new Set(five.map(({ shape }) => shape)).size).toBe(5);
});
