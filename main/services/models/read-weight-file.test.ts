import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import { openZip } from '../../networks/weights/zip.ts';
import { readWeightFile } from './read-weight-file.ts';
import { sentenceOf } from '../../contract/messages/message-sentences.ts';

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../../tests/fixtures/weights/${name}`, import.meta.url));

const keras2 = openZip(fixture('keras.zip')).read('model.h5');
const keras3 = openZip(fixture('model.keras')).read('model.weights.h5');

const changed = (bytes: Uint8Array, changes: Readonly<Record<number, number>>): Uint8Array =>
  bytes.map((byte, at) => changes[at] ?? byte);

describe('a weight file', () => {
  test.each([
    ['of Keras', 'model.keras', 13],
    ['of PyTorch', 'zip.pth', 5],
  ])('%s is read', async (_claim, name, count) => {
    const outcome = await readWeightFile(fixture(name), name);
    expect(outcome.ok && outcome.value.size).toBe(count);
  });

  test('that the library turns in circles over is given up', async () => {
    const circling = changed(keras2, { 4074: 197, 8751: 48, 2226: 16, 9800: 193, 9113: 225 });
    const outcome = await readWeightFile(circling, 'circling.h5', 1000);
    expect(outcome.ok || sentenceOf(outcome.error)).toMatch(/“circling\.h5” is damaged/);
  });

  test('that asks for gigabytes does not get them', async () => {
    const greedy = changed(keras2, {
      1947: 100,
      2687: 162,
      5311: 61,
      15153: 174,
      17798: 220,
      18038: 186,
      20500: 251,
      32460: 216,
    });
    const before = process.memoryUsage.rss();
    const outcome = await readWeightFile(greedy, 'greedy.h5');
    expect(outcome.ok || outcome.error.code).toBe('weights.unreadable');
    expect(process.resourceUsage().maxRSS * 1024 - before).toBeLessThan(2 ** 30);
  });

  test('of Keras with chance damage is read or refused, and that soon', async () => {
    const random = createRandom('damage');
    const files = [keras2, keras3, fixture('model.keras'), keras3, keras2].map((good) => {
      const bad = Uint8Array.from(good);
      for (let change = 0; change < 8; change++) bad[random.integer(bad.length)] = random.integer(256);
      return bad;
    });
    for (const file of files) {
      const outcome = await readWeightFile(file, 'damaged', 1500);
      expect(outcome.ok || outcome.error.code.startsWith('weights.')).toBe(true);
    }
  });
});
