/** The bundled model on phantoms, whose truth is known: right label, and a map on the opacity. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { areaUnderCurve } from '../../main/domain/evaluation/metrics.ts';
import { createPhantom, type Phantom } from '../../main/imaging/phantom/phantom.ts';
import { readImage } from '../../main/imaging/read-image.ts';
import { startEngine, type EngineProcess } from '../../main/runtime/process/engine-process.ts';
import { openCasebook } from '../../main/casebook/open-casebook.ts';
import { loadModels, type InstalledModel } from '../../main/services/models/installed-models.ts';
import { createModelRegistry } from '../../main/services/registry/model-registry.ts';
import { createPredictor, type Predictor } from '../../main/services/inference/predictor.ts';
import { prepareImage } from '../../main/services/decoding/prepare-image.ts';
import { createScorer, type ExplainedScore, type Scorer } from '../../main/services/inference/scorer.ts';
import { sampleStudies } from '../../scripts/samples/sample-studies.ts';
import { isPeakInOpacity } from '../support/peak-in-mask.ts';
import { FaultError } from '../../main/domain/faults/fault.ts';
import { valueOf } from '../../main/domain/outcome.ts';

const root = join(import.meta.dirname, '../..');

test('beside it there is an example of what not to trust, which answers only where it is named', async () => {
  const { models, faults } = await loadModels(join(root, 'models'));
  expect(faults).toEqual([]);
  expect(models.filter(({ card }) => card.exampleOnly !== undefined).map(({ card }) => card.id)).toEqual([
    'chest-covid',
  ]);
  const casebook = openCasebook(':memory:', () => new Date());
  const unasked = createModelRegistry({ casebook, bundled: models, place: join(root, 'nowhere') }).choose();
  casebook.close();
  expect(unasked.ok && unasked.value.map(({ card }) => card.id)).toEqual(['chest-pneumonia']);
});

describe('the bundled model', () => {
  let engine: EngineProcess;
  let predictor: Predictor;
  let scorer: Scorer;
  let model: InstalledModel;

  beforeAll(async () => {
    engine = await startEngine({ provider: 'cpu' });
    predictor = createPredictor(engine);
    scorer = createScorer(predictor);
    const { models, faults } = await loadModels(join(root, 'models'));
    expect(faults).toEqual([]);
    model = models.find(({ card }) => card.id === 'chest-pneumonia')!;
  });
  afterAll(async () => {
    await predictor.close();
    await engine.close();
  });

  async function explain(frame: Phantom['frame']): Promise<ExplainedScore> {
    const explained = await scorer.explain(model, frame, { label: 'PNEUMONIA' });
    if (!explained.ok) throw new FaultError(explained.error);
    return explained.value;
  }
  const isPositive = ({ findings }: ExplainedScore): boolean => findings[0]!.positive;

  test('says of each sample study what was put into it, and points there', async () => {
    for (const { file, phantom: options } of sampleStudies) {
      const image = await readImage(await readFile(join(root, 'assets/samples', file)));
      if (!image.ok) throw new FaultError(image.error);
      const frame = await image.value.frame(0);
      if (!frame.ok) throw new FaultError(frame.error);
      const explained = await explain(frame.value);
      expect(isPositive(explained), file).toBe(options.label === 'PNEUMONIA');
      if (options.label === 'PNEUMONIA') {
        expect(isPeakInOpacity(createPhantom(options), explained.heatmap), file).toBe(true);
      }
    }
  });

  test('ranks 30 ill phantoms that it never saw above 30 healthy ones, and points at what it finds', async () => {
    const phantoms = Array.from({ length: 60 }, (_, i) => {
      const label = i % 2 === 0 ? 'PNEUMONIA' : 'NORMAL';
      return createPhantom({ seed: `unseen by the bundled model/${i}`, label, size: 320 });
    });
    const prepared = phantoms.map(({ frame }) => prepareImage(frame, model.card.preprocessing));
    const scores = await scorer.score(model, prepared);
    const results: { label: string; probability: number; isFound: boolean; isPointedAt: boolean }[] = [];
    for (const [i, score] of scores.entries()) {
      const { probability, positive: isFound } = valueOf(score).findings[0]!;
      const phantom = phantoms[i]!;
      const isPointedAt = isFound && isPeakInOpacity(phantom, (await explain(phantom.frame)).heatmap);
      results.push({ label: phantom.label, probability, isFound, isPointedAt });
    }
    const area = areaUnderCurve(
      results.map(({ probability }) => probability),
      results.map(({ label }) => label === 'PNEUMONIA'),
    );
    const found = results.filter(({ isFound }) => isFound);
    const pointed = found.filter(({ isPointedAt }) => isPointedAt);
    console.log(`AUC ${area.toFixed(3)}; found ${found.length} of 30, pointed at ${pointed.length} of them`);
    expect(area).toBeGreaterThan(0.97);
    expect(found.filter(({ label }) => label === 'NORMAL')).toEqual([]);
    // The threshold is that of real children; some opacities of 2 to 5 % of the frame lie below it.
    expect(found.length).toBeGreaterThanOrEqual(24);
    expect(pointed.length).toBeGreaterThanOrEqual(0.85 * found.length);
  });
});
