import { resolve } from 'node:path';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { overreadHere } from '../../../../tests/support/run-here.ts';
import { describe, readFlags } from './train.ts';

function optionsOf(...flags: readonly string[]) {
  const command = new Command('train');
  describe(command);
  command.action(() => undefined).parse(['--data', 'a', '--out', 'm', ...flags], { from: 'user' });
  return { ...readFlags(command.opts(), 'as typed'), data: command.opts()['data'] as unknown };
}

async function overread(...parameters: readonly string[]): Promise<{ code: number; output: string }> {
  const { code, output, errors } = await overreadHere(parameters);
  return { code, output: output + errors };
}

test('every word of the card has a flag', () => {
  const flags = ['--data', 'b', '--title', 'T', '--model-version', '2.0.0', '--description', 'D'];
  const more = ['--intended-use', 'I', '--limit', 'adults only', '--limit', 'frontal only', '--licence', 'CC0-1.0'];
  expect(optionsOf(...flags, ...more, '--normal-label', 'fine')).toMatchObject({
    data: ['a', 'b'],
    model: 'm',
    title: 'T',
    normalLabel: 'fine',
    extras: {
      folder: resolve('m'),
      card: {
        version: '2.0.0',
        description: 'D',
        intendedUse: 'I',
        limits: ['adults only', 'frontal only'],
        licence: 'CC0-1.0',
      },
      command: 'as typed',
    },
  });
});

test('settings keep their kinds, and those not given stay open', () => {
  const { settings } = optionsOf('--learning-rate', '0.01', '--resize', 'pad', '--nesterov', '--hidden', '4096,256');
  expect(settings).toMatchObject({ learningRate: 0.01, resize: 'pad', nesterov: true, hidden: [4096, 256] });
  for (const open of ['epochs', 'cacheFeatures', 'logSoftmax']) expect(settings).not.toHaveProperty(open);
  const more = ['--no-cache-features', '--rates', 'layer4.*=0.1,fc.*=2', '--hidden', 'none', '--class-weights', '1,2'];
  expect(optionsOf(...more).settings).toMatchObject({
    cacheFeatures: false,
    rates: { 'layer4.*': 0.1, 'fc.*': 2 },
    hidden: [],
    classWeights: [1, 2],
  });
});

test('what a recipe switches on can be switched off', () => {
  expect(optionsOf('--no-log-softmax', '--no-nesterov').settings).toMatchObject({ logSoftmax: false, nesterov: false });
});

test.each([
  ['--batch', 'abc'],
  ['--epochs', ''],
  ['--hidden', '8,x'],
  ['--train-images', 'all'],
])('%s %s is told to be no number', (flag, value) => {
  const command = new Command('train').exitOverride().configureOutput({ writeErr: () => undefined });
  describe(command);
  expect(() => command.parse([flag, value], { from: 'user' })).toThrow(/ is no number/);
});

test('a program’s version behind a command is a mistake, not the end of it', async () => {
  const { code, output } = await overread('train', '--data', 'a', '--out', 'm', '--version', '2.0.0');
  expect([code, output]).toEqual([2, expect.stringContaining("unknown option '--version'")]);
  expect((await overread('--version')).output).toMatch(/^\d+\.\d+\.\d+/);
});
