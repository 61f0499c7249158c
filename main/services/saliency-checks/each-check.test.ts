/** The tests of a saliency check, on a small network that is known to look at a bright square. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HeatMap } from '../../domain/saliency-checks/map-measures.ts';
import { createRandom } from '../../domain/statistics/random.ts';
import type { Graph } from '../../graph/ir/graph.ts';
import { resize } from '../../imaging/grey-image/grey-image.ts';
import type { Engine } from '../../runtime/engine.ts';
import { createLocalEngine } from '../../runtime/local/local-engine.ts';
import { createPredictor, type Predictor } from '../inference/predictor.ts';
import type { CheckImage } from './check-image.ts';
import { createFaithfulness } from './faithfulness.ts';
import { measureInLungs, measureOnPhantoms } from './localisation.ts';
import { saliencyGraph, makeSaliencyModel, SIDE, squarePicture } from '../../../tests/support/make-saliency-model.ts';
import { askModel, mapsBy, mapsByOther, probabilitiesBy, type Asked, type AskedModel } from './ask-model.ts';
import { testRepeatability } from './repeatability.ts';
import { testSanity } from './sanity.ts';

const { card } = makeSaliencyModel();
const spec = card.preprocessing;
const random = createRandom('exam tests');
const nobody = (): void => undefined;

const cases: readonly CheckImage[] = [...Array(8).keys()].map((i) => {
  const { picture, mask } = squarePicture(2 + ((i * 7) % 20), 2 + ((i * 11) % 20));
  const image = resize({ width: SIDE, height: SIDE, values: picture }, SIDE * 1.25, SIDE * 1.25);
  return { name: `case ${i}`, patient: `p${i}`, column: 1, image, input: picture, lungs: mask, opacities: mask };
});

/** The squares of differences to the neighbours: what an edge detector shows, whatever the model. */
function edgesOf({ input }: CheckImage): HeatMap {
  const values = input.map((value, at) => {
    const [right, below] = [input[at + 1] ?? value, input[at + SIDE] ?? value];
    return (right - value) ** 2 + (below - value) ** 2;
  });
  return resize({ width: SIDE, height: SIDE, values }, 8, 8);
}

/** High everywhere but on the square. */
const wrongMap = ({ opacities }: CheckImage): HeatMap => ({
  width: SIDE,
  height: SIDE,
  values: Float32Array.from(opacities!, (inside) => 1 - inside),
});

describe('the tests of a saliency check', () => {
  let engine: Engine;
  let predictor: Predictor;
  let subject: AskedModel;

  beforeAll(async () => {
    engine = await createLocalEngine({ threads: 1 });
    predictor = createPredictor(engine);
    subject = askModel(predictor, card, await saliencyGraph());
  });
  afterAll(async () => {
    await predictor.close();
    await engine.close();
  });

  const patients = cases.map(({ patient }) => patient);
  const sanityOf = async (makeMaps: (graph: Graph) => Promise<readonly HeatMap[]>) =>
    testSanity({
      graph: subject.graph,
      patients,
      before: await makeMaps(subject.graph),
      mapsBy: makeMaps,
      random,
      onProgress: nobody,
    });

  test.each(['grad-cam', 'hirescam', 'layercam'] as const)('%s changes when the model forgets', async (method) => {
    const sanity = await sanityOf((graph) => mapsByOther(subject, graph, method, cases));
    expect(sanity.stages.map(({ layers }) => layers)).toEqual([1, 2, 3]);
    expect(sanity.stages.at(-1)!.share).toBe(1);
    expect(sanity.passed).toBe(true);
  });

  test('edges of the image, and a map that is always the same, do not: they fail', async () => {
    const edges = await sanityOf(() => Promise.resolve(cases.map(edgesOf)));
    expect(edges).toMatchObject({ passed: false, correlation: { value: 1 } });
    expect(edges.betweenCases.ssim).toBeLessThan(0.9);
    const centre: HeatMap = {
      width: 4,
      height: 4,
      values: Float32Array.from([0, 1, 1, 0, 1, 3, 3, 1, 1, 3, 3, 1, 0, 1, 1, 0]),
    };
    expect((await sanityOf(() => Promise.resolve(cases.map(() => centre)))).passed).toBe(false);
  });

  test('a map that rests on the first layer alone fails, though it changes in the end', async () => {
    const before = new Map(subject.graph.initializers);
    const sanity = await sanityOf((graph) => {
      const isFirstRandom = graph.initializers.get('low.weight')!.data !== before.get('low.weight')!.data;
      const noise = createRandom('noise');
      return Promise.resolve(
        isFirstRandom
          ? cases.map(() => ({ width: 8, height: 8, values: Float32Array.from({ length: 64 }, () => noise.next()) }))
          : cases.map(edgesOf),
      );
    });
    expect(sanity.stages.at(-1)!.correlation.value).toBeLessThan(0.3);
    expect(sanity.passed).toBe(false);
  });

  test('covering what Grad-CAM shows lowers the probability sooner than covering anything else', async () => {
    const faithfulness = createFaithfulness({
      cases,
      spec,
      probabilities: (asked) => probabilitiesBy(subject, asked),
      random,
    });
    const right = await faithfulness.measure(await mapsBy(subject, 'grad-cam', cases), nobody);
    const wrong = await faithfulness.measure(cases.map(wrongMap), nobody);
    expect(right.passed).toBe(true);
    expect(right.deletion.auc.value).toBeLessThan(right.deletion.random.value);
    expect(right.insertion.auc.value).toBeGreaterThan(right.insertion.random.value);
    expect(wrong.deletion.random).toEqual(right.deletion.random);
    expect(wrong).toMatchObject({ passed: false });
    expect(wrong.gain.interval95[1]).toBeLessThan(0);
  });

  test('a map of the model moves with the image; one that jumps is not repeatable', async () => {
    const options = { cases, spec, random, onProgress: nobody };
    const before = await mapsBy(subject, 'grad-cam', cases);
    const ofModel = (asked: readonly Asked[]) => mapsBy(subject, 'grad-cam', asked);
    const steady = await testRepeatability({ ...options, before, maps: ofModel });
    expect(steady.passed).toBe(true);
    const jumping = createRandom('jumps');
    const maps = (): Promise<HeatMap[]> =>
      Promise.resolve(
        cases.map(() => ({ width: 8, height: 8, values: Float32Array.from({ length: 64 }, () => jumping.next()) })),
      );
    expect((await testRepeatability({ ...options, before: await maps(), maps })).passed).toBe(false);
  });

  test('places are found on the opacity and inside the lungs, and by chance as often as the area says', async () => {
    const maps = await mapsBy(subject, 'grad-cam', cases);
    const figures = measureOnPhantoms(cases, maps, spec, random);
    expect(figures.pointing.value).toBe(1);
    expect(figures.chance).toBeCloseTo(1 / 16, 6);
    expect(figures.overlap.value).toBeGreaterThan(0.4);
    expect(figures.passed).toBe(true);
    expect(measureOnPhantoms(cases, cases.map(wrongMap), spec, random).passed).toBe(false);
    const flat = cases.map(() => ({ width: 8, height: 8, values: new Float32Array(64).fill(1) }));
    const lungs = measureInLungs(cases, flat, spec, random);
    expect(lungs.share!.value).toBeCloseTo(lungs.uniform!, 6);
    expect(measureInLungs(cases, maps, spec, random).share!.value).toBeGreaterThan(0.3);
    const without = cases.map((each) => ({ ...each, lungs: null }));
    expect(measureInLungs(without, maps, spec, random)).toEqual({ found: 0, of: 8, share: null, uniform: null });
  });

  test('a graph for a fixed number of images gives the same maps', async () => {
    const image = subject.graph.inputs.get(card.values.input)!;
    const inputs = new Map(subject.graph.inputs).set(card.values.input, {
      ...image,
      dims: [3, ...image.dims.slice(1)],
    });
    const maps = await mapsByOther(subject, { ...subject.graph, inputs }, 'grad-cam', cases);
    const free = await mapsBy(subject, 'grad-cam', cases);
    maps.forEach(({ values }, i) => values.forEach((value, at) => expect(value).toBeCloseTo(free[i]!.values[at]!, 6)));
  });
});
