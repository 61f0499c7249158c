import { createPhantom } from '../main/imaging/phantom/phantom.ts';
import { preprocess } from '../main/imaging/preprocessing/preprocess.ts';
import type { Engine } from '../main/runtime/engine.ts';
import type { InstalledModel } from '../main/services/models/installed-models.ts';
import { createPredictor } from '../main/services/inference/predictor.ts';
import { subjectOf } from '../main/services/inference/subject.ts';
import { compareMs, medianMs, type Measurement } from './measure.ts';

/** The model's run with its heatmap against the run alone; what both need before, preprocessing, is left out. */
export async function benchPrediction(engine: Engine, model: InstalledModel): Promise<Measurement> {
  const { card } = model;
  const { frame } = createPhantom({ seed: 'bench', label: 'PNEUMONIA', size: 1024 });
  const prepareMs = await medianMs(() => Promise.resolve(preprocess({ ...frame }, card.preprocessing)), 9);
  const { input } = preprocess(frame, card.preprocessing);
  const predictor = createPredictor(engine);
  const subject = subjectOf(model);
  const images = [{ rows: input, label: { column: 0, of: card.labels.length } }];
  const { workMs, referenceMs, ratio } = await compareMs(
    () => predictor.predict(subject, images, { question: 'grad-cam' }),
    () => predictor.predict(subject, images),
    31,
  );
  await predictor.close();
  const meaning = `${card.id}, ${input.dims[0]} views: run with heatmap ${workMs.toFixed(1)} ms to run alone ${referenceMs.toFixed(1)} ms; preprocessing before either ${prepareMs.toFixed(1)} ms`;
  return { name: 'heatmap', ratio, meaning };
}
