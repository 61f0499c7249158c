/** The saliency check of one model: cases once, then each method's tests. Rejects with the signal's reason when it is cancelled. */
import {
  saliencyLimits,
  SALIENCY_CHECK_VERSION,
  type SaliencyCheck,
  type PhantomTest,
} from '../../domain/saliency-checks/saliency-check.ts';
import type { HeatmapMethod } from '../../domain/heatmaps/heatmap-method.ts';
import type { WorkPhase } from '../../domain/messages/work-phase.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { createRandom } from '../../domain/statistics/random.ts';
import { readOnnx } from '../../graph/onnx/read-onnx.ts';
import type { Engine } from '../../runtime/engine.ts';
import type { OpenDataset } from '../datasets/opening/open-dataset.ts';
import { chooseHeatmaps } from '../inference/heatmap-choice.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { createPredictor, type Predictor } from '../inference/predictor.ts';
import { createScorer } from '../inference/scorer.ts';
import { askModel, mapsBy, mapsByOther, probabilitiesBy, type AskedModel } from './ask-model.ts';
import type { CheckImage } from './check-image.ts';
import { createFaithfulness, type FaithfulnessTest } from './faithfulness.ts';
import { gatherFromDataset, gatherPhantoms, phantomFinding, type GatheredImages } from './gather-images.ts';
import { measureInLungs, measureOnPhantoms } from './localisation.ts';
import { testRepeatability } from './repeatability.ts';
import { testSanity } from './sanity.ts';
import { failuresOf } from './verdict.ts';

export interface CheckOptions {
  readonly model: InstalledModel;
  /** Null for phantoms alone. */
  readonly dataset: OpenDataset | null;
  /** All that the model allows where it is left out. */
  readonly methods?: readonly HeatmapMethod[] | undefined;
  readonly cases: number;
  /** With opacities, on which it is seen where maps point. */
  readonly phantoms: number;
  readonly seed: number;
  readonly engine: Engine;
  readonly clock: () => Date;
  readonly overreadVersion: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (done: number, total: number, doing: WorkPhase) => void;
  /** As soon as a method is done. */
  readonly onCheck: (check: SaliencyCheck) => void;
}

/** Steps of progress that each method counts for; gathering cases counts as one method. */
const STEPS = 100;
/** A map by occlusion costs a hundred predictions: fewer cases, so that a saliency check stays in minutes. */
const OCCLUSION_CASES = 8;

interface Gathered extends GatheredImages {
  readonly phantoms: GatheredImages | null;
  readonly phantomLabel: string | null;
}

interface Check extends CheckOptions {
  readonly asked: AskedModel;
  readonly gathered: Gathered;
  readonly faithfulness: FaithfulnessTest;
  /** Gets the share of the method under way that is done, 0 to 1. */
  readonly onStep: (done: number) => void;
}

const choosing: WorkPhase = { code: 'phase.choosing-cases', details: {} };

/** Fails with `saliency.…` and as scoring does. */
export async function examine(options: CheckOptions): Promise<Outcome<readonly SaliencyCheck[]>> {
  const { model, engine, signal } = options;
  const graph = readOnnx(await model.modelBytes());
  const { methods: possible, refusals } = chooseHeatmaps(model.card, graph);
  const methods = options.methods ?? possible;
  const impossible = methods.find((method) => !possible.includes(method));
  if (impossible !== undefined) {
    return failure('saliency.method-not-possible', { method: impossible, reason: refusals.get(impossible)! });
  }
  const total = (methods.length + 1) * STEPS;
  await using predictor = createPredictor(engine);
  const onGathered = (done: number): void => options.onProgress(done * STEPS, total, choosing);
  const gathered = await gather(options, predictor, onGathered);
  if (gathered.cases.length < saliencyLimits.cases) return tooFew(options, gathered);
  const asked = askModel(predictor, model.card, graph, signal);
  const faithfulness = createFaithfulness({
    cases: gathered.cases,
    spec: model.card.preprocessing,
    probabilities: (images) => probabilitiesBy(asked, images),
    random: createRandom(`deletion and insertion/${options.seed}`),
  });
  const checks: SaliencyCheck[] = [];
  for (const [i, method] of methods.entries()) {
    const doing: WorkPhase = { code: 'phase.checking-method', details: { method } };
    const onStep = (done: number): void => options.onProgress((i + 1 + done) * STEPS, total, doing);
    checks.push(await checkMethod({ ...options, asked, gathered, faithfulness, onStep }, method));
    options.onCheck(checks.at(-1)!);
  }
  return success(checks);
}

async function gather(
  options: CheckOptions,
  predictor: Predictor,
  onProgress: (done: number) => void,
): Promise<Gathered> {
  const { model, dataset, seed, signal, cases: wanted } = options;
  const half = (from: number) => (done: number) => onProgress((from + done) / 2);
  const phantomLabel = phantomFinding(model.card);
  const common = { model, scorer: createScorer(predictor), seed, signal };
  const phantoms =
    phantomLabel === null
      ? null
      : await gatherPhantoms(
          phantomLabel,
          { count: options.phantoms, seeksLungs: dataset === null },
          { ...common, onProgress: half(0) },
        );
  const chosen =
    dataset === null
      ? { cases: phantoms?.cases.slice(0, wanted) ?? [], lookedAt: phantoms?.lookedAt ?? 0 }
      : await gatherFromDataset(dataset, wanted, { ...common, onProgress: half(1) });
  return { ...chosen, phantoms, phantomLabel };
}

function tooFew({ model, dataset }: CheckOptions, { cases, lookedAt }: Gathered): Outcome<never> {
  const found = { model: model.card.title, found: cases.length, lookedAt, needed: saliencyLimits.cases };
  return dataset === null
    ? failure('saliency.too-few-phantoms', found)
    : failure('saliency.too-few-images', { ...found, dataset: dataset.name });
}

async function checkMethod(check: Check, method: HeatmapMethod): Promise<SaliencyCheck> {
  const { asked, gathered, seed, onStep } = check;
  const start = performance.now();
  const { card, graph } = asked;
  const spec = card.preprocessing;
  const random = createRandom(`heatmap exam/${seed}/${method}`);
  const few = gathered.cases.slice(0, method === 'occlusion' ? OCCLUSION_CASES : undefined);
  const maps = await mapsBy(asked, method, gathered.cases);
  onStep(0.1);
  const sanity = await testSanity({
    graph,
    patients: few.map(({ patient }) => patient),
    before: maps.slice(0, few.length),
    mapsBy: (other) => mapsByOther(asked, other, method, few),
    random: random.fork('sanity'),
    onProgress: (done) => onStep(0.1 + 0.4 * done),
  });
  const faithfulness = await check.faithfulness.measure(maps, (done) => onStep(0.5 + 0.2 * done));
  const repeatability = await testRepeatability({
    cases: few,
    spec,
    before: maps.slice(0, few.length),
    maps: (images) => mapsBy(asked, method, images),
    random: random.fork('repeatability'),
    onProgress: (done) => onStep(0.7 + 0.2 * done),
  });
  const phantoms = await testPhantoms(check, (cases) => mapsBy(asked, method, cases), random.fork('phantoms'));
  const lungs = measureInLungs(gathered.cases, maps, spec, random.fork('lungs'));
  onStep(1);
  const tests = { sanity, faithfulness, repeatability, phantoms, lungs };
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  return { ...provenanceOf(check, method), ...verdictOf(tests), ...tests, seconds };
}

function verdictOf(tests: Parameters<typeof failuresOf>[0]): Pick<SaliencyCheck, 'verdict' | 'reasons'> {
  const reasons = failuresOf(tests);
  return { verdict: reasons.length === 0 ? 'passed' : 'failed', reasons };
}

async function testPhantoms(
  { gathered: { phantoms, phantomLabel }, asked }: Check,
  mapsOf: (cases: readonly CheckImage[]) => Promise<Parameters<typeof measureOnPhantoms>[1]>,
  random: Parameters<typeof measureOnPhantoms>[3],
): Promise<PhantomTest> {
  if (phantoms === null) {
    return { found: 0, of: 0, notApplicable: { code: 'otherFindings' }, figures: null };
  }
  const counts = { found: phantoms.cases.length, of: phantoms.lookedAt };
  if (counts.found < saliencyLimits.cases) {
    return { ...counts, notApplicable: { code: 'fewFound', finding: phantomLabel ?? '' }, figures: null };
  }
  const maps = await mapsOf(phantoms.cases);
  const figures = measureOnPhantoms(phantoms.cases, maps, asked.card.preprocessing, random);
  return { ...counts, notApplicable: null, figures };
}

function provenanceOf(check: Check, method: HeatmapMethod) {
  const { asked, dataset, gathered, seed, engine, clock, overreadVersion } = check;
  return {
    checkVersion: SALIENCY_CHECK_VERSION,
    modelSha256: asked.card.sha256,
    method,
    dataset: dataset && { name: dataset.name, fingerprint: dataset.fingerprint },
    cases: {
      used: gathered.cases.length,
      patients: new Set(gathered.cases.map(({ patient }) => patient)).size,
      lookedAt: gathered.lookedAt,
    },
    seed,
    provider: engine.provider,
    checkedAt: clock().toISOString(),
    overreadVersion,
  } as const;
}
