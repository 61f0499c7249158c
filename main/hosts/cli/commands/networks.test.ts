import { expect, test } from 'vitest';
import { overreadHere } from '../../../../tests/support/run-here.ts';

async function overread(...parameters: readonly string[]): Promise<{ code: number; output: string }> {
  const { code, output, errors } = await overreadHere(['networks', ...parameters]);
  return { code, output: output + errors };
}

test('describes layers as a table and as JSON', async () => {
  const flags = ['vgg16', '--hidden', '4096,4096,256', '--train', 'classifier.6.*,classifier.9.*'];
  const text = await overread('describe', ...flags);
  const json = await overread('describe', ...flags, '--json');
  expect(text.output).toContain('135,309,890 parameters, of which 1,049,346 learn');
  expect(text.output).toMatch(/classifier\.6 +Gemm +N × 256 +1,048,832 +1,048,832/);
  expect(JSON.parse(json.output)).toMatchObject({
    network: 'vgg16',
    hyperParameters: { hidden: [4096, 4096, 256] },
    total: { parameters: 135_309_890, trainable: 1_049_346 },
  });
});

test('describes sizes that a network leaves open as they are set', async () => {
  const { output } = await overread('describe', 'vit', '--hyper-parameters', 'depth=2,tokenWidth=96', '--json');
  expect(JSON.parse(output)).toMatchObject({ hyperParameters: { depth: 2, tokenWidth: 96, width: 224 } });
});

test('lists what can be chosen', async () => {
  const { output } = await overread('list', '--json');
  const names = output
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { name: string }).name);
  expect(names).toEqual(expect.arrayContaining(['resnet50', 'vit-tiny', 'efficientnet-v2-b3']));
});

test.each([
  [['alexnet'], 'There is no network “alexnet”. Choose one of small-cnn, '],
  [['vit', '--size', '50'], 'multiples of 16, not 50 × 50.'],
  [['vit', '--hyper-parameters', 'layers=2'], 'no layers to set, only patch'],
  [['vit', '--train', 'layer9'], 'No parameter is called “layer9”'],
])('says why it can’t describe %j', async (parameters, reason) => {
  const { code, output } = await overread('describe', ...parameters);
  expect([code, output]).toEqual([1, expect.stringContaining(reason)]);
});
