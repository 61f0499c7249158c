import { createPhantom } from '../main/imaging/phantom.ts';
import type { Engine } from '../main/runtime/engine.ts';
import type { InstalledModel } from '../main/services/model-registry.ts';
import { createScorer } from '../main/services/scorer.ts';
import { medianMs, type Measurement } from './measure.ts';

/** A prediction with its heatmap against the prediction alone, preprocessing included. */
export async function benchPrediction(engine: Engine, model: InstalledModel): Promise<Measurement> {
  const { frame } = createPhantom({ seed: 'bench', label: 'PNEUMONIA', size: 1024 });
  const scorer = createScorer(engine);
  const label = model.card.operatingPoints[0]!.label;
  const aloneMs = await medianMs(() => scorer.score(model, frame), 15);
  const explainedMs = await medianMs(() => scorer.explain(model, frame, label), 15);
  await scorer.close();
  const meaning = `prediction with heatmap ${explainedMs.toFixed(1)} ms to prediction ${aloneMs.toFixed(1)} ms (${model.card.id})`;
  return { name: 'heatmap', ratio: explainedMs / aloneMs, meaning };
}
