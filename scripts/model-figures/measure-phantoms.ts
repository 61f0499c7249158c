/** `npm exec -- node scripts/model-figures/measure-phantoms.ts`: the whole chain on phantoms of 128², in minutes. */
import { startEngine } from '../../main/runtime/process/engine-process.ts';
import { learnPhantoms } from './learn-phantoms.ts';

const unseen = 50;
const engine = await startEngine({ provider: 'cpu' });
const { auc, epoch, hits, hitsByChance } = await learnPhantoms({ size: 128, training: 480, unseen }, engine);
await engine.close();
console.log(`Validation AUC ${auc.toFixed(3)} after epoch ${epoch}`);
console.log(
  `The heatmap's maximum lies in the opacity in ${hits} of ${unseen}; a point drawn by chance: ${hitsByChance.toFixed(1)}`,
);
