/** `npm run bench`: ratios against a reference measured in the same run; `--json` for one line each. */
import { modelsIn, sourceResources } from '../main/hosts/locations.ts';
import { startEngine } from '../main/runtime/engine-process.ts';
import { loadModels } from '../main/services/model-registry.ts';
import { benchHeatmap } from './heatmap.ts';
import type { Measurement } from './measure.ts';
import { benchPrediction } from './prediction.ts';
import { benchScreening } from './screening.ts';
import { benchTraining } from './training.ts';

const asJson = process.argv.includes('--json');

function show(measurement: Measurement): void {
  if (asJson) console.log(JSON.stringify(measurement));
  else
    console.log(`${measurement.name.padEnd(16)} ${measurement.ratio.toFixed(2).padStart(6)}  ${measurement.meaning}`);
}

const engine = await startEngine();
const { models } = await loadModels(modelsIn(sourceResources));
show(await benchTraining(engine));
for (const model of models) show(await benchPrediction(engine, model));
show(await benchHeatmap(engine));
await engine.close();
show(await benchScreening());
