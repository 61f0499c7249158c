/** Phantoms of 128² learned from nothing, in minutes: the whole chain from pixels over gradients and engine to Grad-CAM. */
import { expect, test } from 'vitest';
import { startEngine } from '../../main/runtime/process/engine-process.ts';
import { learnPhantoms } from '../support/learn-phantoms.ts';

test('a network trained on 480 phantoms points at the planted opacity in most of 50 unseen ones', async () => {
  const engine = await startEngine({ provider: 'cpu' });
  const { auc, epoch, hits, hitsByChance } = await learnPhantoms({ size: 128, training: 480, unseen: 50 }, engine);
  await engine.close();
  console.log(`Validation AUC ${auc.toFixed(3)} after epoch ${epoch}; ${hits} of 50 hits, ${hitsByChance} by chance`);
  expect(auc).toBeGreaterThan(0.9);
  // Measured: 36, where chance gives 3.
  expect(hitsByChance).toBeLessThan(4);
  expect(hits).toBeGreaterThanOrEqual(30);
});
