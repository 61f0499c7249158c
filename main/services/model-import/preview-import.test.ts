import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { namedNormalisation } from '../../domain/models/named-normalisations.ts';
import { FaultError } from '../../domain/faults/fault.ts';
import { defaultBudget } from '../../domain/reading-budget.ts';
import { float32 } from '../../domain/tensor.ts';
import { createBuilder, int } from '../../graph/ir/builder.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import { createLocalEngine } from '../../runtime/local/local-engine.ts';
import type { Engine } from '../../runtime/engine.ts';
import { decodeHere } from '../decoding/decode-here.ts';
import type { ReadOptions } from './import-options.ts';
import { previewImport } from './preview-import.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await createLocalEngine({ threads: 1 });
});
afterAll(() => engine.close());

/** Its second logit is the mean of what goes in, its first none. */
function meanModel(): Uint8Array {
  const builder = createBuilder({ name: 'mean' });
  const input = builder.input('x', { type: 'float32', dims: ['N', 1, 8, 8] });
  const flat = builder.node('Flatten', [input], { axis: int(1) });
  const weights = Float32Array.from({ length: 128 }, (_, at) => (at % 2 === 1 ? 1 / 64 : 0));
  const weight = builder.initializer('weight', float32([64, 2], weights));
  builder.output(builder.node('MatMul', [flat, weight]), { type: 'float32', dims: ['N', 2] });
  return writeOnnx(builder.finish());
}

/** Grey of three quarters, twice as wide as high. */
const wide = sharp({ create: { width: 64, height: 32, channels: 3, background: { r: 191, g: 191, b: 191 } } });

async function preview(options: Partial<ReadOptions>) {
  const image = new File([new Uint8Array(await wide.png().toBuffer())], 'wide.png');
  const tools = { engine, decoder: decodeHere(defaultBudget) };
  const named = { fileName: 'mean.onnx', labels: ['NORMAL', 'PNEUMONIA'], ...options };
  const outcome = await previewImport(meanModel(), image, named, tools);
  if (!outcome.ok) throw new FaultError(outcome.error);
  return outcome.value;
}

test('a preview shows what goes in and what is answered under the settings', async () => {
  const asItIs = await preview({ normalisation: namedNormalisation('none') });
  expect(asItIs.preprocessing).toMatchObject({ width: 8, height: 8, channels: 1, resize: 'stretch' });
  expect(asItIs.input.mean).toBeCloseTo(0.749, 2);
  expect(asItIs.probabilities[1]).toEqual({ label: 'PNEUMONIA', probability: expect.closeTo(0.679, 2) as number });
  const symmetric = await preview({ normalisation: namedNormalisation('symmetric') });
  expect(symmetric.input.mean).toBeCloseTo(0.498, 2);
  expect(symmetric.probabilities[1]!.probability).toBeCloseTo(0.622, 2);
});

test('a preview shows the picture in the size and form of the input', async () => {
  const { picture } = await preview({ resize: 'pad', normalisation: namedNormalisation('none') });
  const { data, info } = await sharp(await picture.arrayBuffer()).raw().toBuffer({ resolveWithObject: true }); // prettier-ignore
  expect(info).toMatchObject({ width: 8, height: 8 });
  expect([data[0], data[info.channels * (4 * 8 + 4)]]).toEqual([0, 191]);
});
