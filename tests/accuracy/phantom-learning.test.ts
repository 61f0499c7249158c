/** The small version of `tests/long/phantom-learning.test.ts`: fewer and smaller phantoms, in a quarter of a minute. */
import { expect, test } from 'vitest';
import { startEngine } from '../../main/runtime/process/engine-process.ts';
import { learnPhantoms } from '../support/learn-phantoms.ts';

test('a network trained on phantoms tells the ill from the healthy, and its map points at what was planted', async () => {
  const engine = await startEngine({ provider: 'cpu', threads: 2 });
  const { auc, epoch, hits, hitsByChance } = await learnPhantoms({ size: 64, training: 240, unseen: 20 }, engine);
  await engine.close();
  console.log(`Validation AUC ${auc.toFixed(3)} after epoch ${epoch}; ${hits} of 20 hits, ${hitsByChance} by chance`);
  expect(auc).toBeGreaterThan(0.9);
  // Ten hits of 20 are many times what chance gives: below one in a million where an opacity takes a tenth of the frame.
  expect(hitsByChance).toBeLessThan(2);
  expect(hits).toBeGreaterThanOrEqual(10);
});
