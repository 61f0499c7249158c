import { createPhantom } from '../main/imaging/phantom/phantom.ts';
import { preprocess } from '../main/imaging/preprocessing/preprocess.ts';
import type { Engine } from '../main/runtime/engine.ts';
import type { InstalledModel } from '../main/services/models/installed-models.ts';
import { createSessions } from '../main/services/inference/sessions.ts';
import { compareMs, medianMs, type Measurement } from './measure.ts';

/** The model's run with its heatmap against the run alone; what both need before, preprocessing, is left out. */
export async function benchPrediction(engine: Engine, model: InstalledModel): Promise<Measurement> {
  const { card } = model;
  const { frame } = createPhantom({ seed: 'bench', label: 'PNEUMONIA', size: 1024 });
  const prepareMs = await medianMs(() => Promise.resolve(preprocess({ ...frame }, card.preprocessing)), 9);
  const { input } = preprocess(frame, card.preprocessing);
  const views = input.dims[0]!;
  const labelWeights = {
    type: 'float32',
    dims: [views, card.labels.length],
    data: new Float32Array(views * card.labels.length).fill(1),
  } as const;
  const sessions = createSessions(Promise.resolve(engine));
  const feeds = { [card.values.input]: input };
  const { workMs, referenceMs, ratio } = await compareMs(
    () => sessions.run(model, 'grad-cam', { ...feeds, labelWeights }, [card.values.logits, 'heatmap']),
    () => sessions.run(model, 'predict', feeds, [card.values.logits]),
    31,
  );
  await sessions.close();
  const meaning = `${card.id}, ${views} views: run with heatmap ${workMs.toFixed(1)} ms to run alone ${referenceMs.toFixed(1)} ms; preprocessing before either ${prepareMs.toFixed(1)} ms`;
  return { name: 'heatmap', ratio, meaning };
}
