import { expect, test } from 'vitest';
import { t } from '../messages/messages.ts';
import { trainingSettings } from '../messages/english/training-settings.ts';
import { choiceText, settingHelp, settingTitle } from '../messages/setting-texts.ts';
import { settingFields } from './setting-fields.ts';
import { defaultSettings, settingNames } from './setting-table.ts';

test('the order of the settings is that of the fingerprints of checkpoints', () => {
  expect(Object.keys(defaultSettings)).toEqual(settingNames);
  expect(settingNames.join(' ')).toBe(
    'network hidden hyperParameters logSoftmax size channels normalisation train batchNorm statisticsMomentum ' +
      'kernelScale epochs batch accumulate optimiser momentum nesterov learningRate layerDecay rates schedule ' +
      'stepEpochs stepFactor warmUpEpochs weightDecay loss focalGamma focalAlpha classWeights labelSmoothing mixup ' +
      'augmentationKind augmentation dropout averageDecay clipNorm sampling patience views intensity resize ' +
      'cacheFeatures shiftedValidation validationShare trainImages testImages sensitivity seed',
  );
});

test('every setting has a standard term and one sentence, no two the same term', () => {
  const titles = settingNames.map((name) => settingTitle(t, name));
  expect(new Set(titles).size).toBe(settingNames.length);
  for (const name of settingNames) expect(settingHelp(t, name)).toMatch(/^[^.].*\w\)?\.$/);
  expect(settingTitle(t, 'accumulate')).toBe('Gradient accumulation steps');
});

test('a field has the range and the choices of its schema', () => {
  const fieldOf = (name: string) => settingFields.find((field) => field.name === name);
  expect(fieldOf('batch')).toMatchObject({ flag: '--batch', kind: 'integer', minimum: 2, maximum: 1024 });
  expect(fieldOf('seed')).toMatchObject({ kind: 'integer', minimum: null, maximum: null });
  expect(fieldOf('views')).toMatchObject({ kind: 'choice', choices: [1, 3, 5] });
  expect(fieldOf('hidden')).toMatchObject({ kind: 'numbers', whenEmpty: 'network' });
  expect(fieldOf('learningRate')).toMatchObject({ flag: '--learning-rate', kind: 'number', minimum: 0, maximum: 1 });
});

test('every choice of a schema has a text, and no text is of a choice that is not there', () => {
  const chosen = settingFields.filter(({ kind }) => kind === 'choice');
  expect(Object.keys(trainingSettings.choices).toSorted()).toEqual(chosen.map(({ name }) => name).toSorted());
  for (const field of chosen)
    for (const choice of field.choices) expect(choiceText(t, field, choice)).not.toMatch(/choices/);
});
