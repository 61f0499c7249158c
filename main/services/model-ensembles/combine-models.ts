/** One model, or the mean of several, calibrated on validation patients and written as a model of its own. */
import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { failure, success } from '../../domain/outcome.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { createRandom } from '../../domain/statistics/random.ts';
import type { ModelId } from '../../domain/ids.ts';
import { fitTemperature } from '../../domain/evaluation/calibration.ts';
import type { ModelCard, Preprocessing } from '../../domain/models/model-card.ts';
import type { Graph } from '../../graph/ir/graph.ts';
import { meanOfClassifiers } from '../../graph/rewrites/mean-of-classifiers.ts';
import type { MeanOfClassifiers } from '../../graph/rewrites/mean-of-classifiers.ts';
import { UnsupportedGraph } from '../../graph/ir/unsupported-graph.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import type { Engine } from '../../runtime/engine.ts';
import { findingLabels } from '../../domain/datasets/findings-of-labels.ts';
import { createPredictor } from '../inference/predictor.ts';
import { subjectOfGraph } from '../inference/subject.ts';
import { describeGraph } from '../training/model-folder/describe-graph.ts';
import { calibrate, evaluate, together } from '../training/validation/evaluate.ts';
import { scoreCases } from '../training/validation/score-cases.ts';
import type { Calibrated, ValidationMeasures, ScoredCases } from '../training/validation/evaluate.ts';
import { parseModelId, shiftedName } from '../training/model-folder/make-card.ts';
import { shiftedCopies } from '../training/batches/shifted-copies.ts';
import { DivergedError } from '../training/task/training-errors.ts';
import { refuseFolder, writeModel } from '../training/model-folder/write-model.ts';
import type { CombineOptions, CombineResult } from './combine-options.ts';
import { makeCombinedCard } from './combined-card.ts';
import { openMembers } from './open-members.ts';
import type { OpenMembers } from './open-members.ts';
import type { Decoder } from '../decoding/decoder.ts';
import { openValidation } from './validation-set.ts';
import type { ValidationSet } from './validation-set.ts';

interface CombineHooks {
  readonly engine: Engine;
  /** Gets the number of images of one dataset that were read. */
  readonly decoder: Decoder;
  readonly onRead: (done: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Faults: 'model.bad-name', `ensemble.…`, 'job.cancelled', those of `openMembers` and `refuseFolder`. */
export async function combineModels(options: CombineOptions, hooks: CombineHooks): Promise<Outcome<CombineResult>> {
  const id = parseModelId(basename(resolve(options.out)));
  if (!id.ok) return id;
  const members = await openMembers(options.models, options.modelPlaces ?? []);
  if (!members.ok) return members;
  const [{ card: first }] = members.value;
  const findings = findingLabels(first.labels, undefined, false);
  if (!findings.ok) return findings;
  const refusal = await refuseFolder(options.out);
  if (refusal !== null) return { ok: false, error: refusal };
  const sets: ValidationSet[] = [];
  for (const data of options.data) {
    const set = await openValidation(data, first, hooks);
    if (!set.ok) return set;
    sets.push(set.value);
  }
  if (sets.length === 0) return failure('ensemble.no-data', {});
  const plan = { id: id.value, members: members.value, spec: first.preprocessing, findings: findings.value, sets };
  try {
    return success(await finish(options, plan, await scoreAll(options, plan, hooks)));
  } catch (error) {
    if (hooks.signal?.aborted) return failure('job.cancelled', {});
    if (error instanceof UnsupportedGraph) return failure('ensemble.graphs-differ', { reason: error.reason }, error);
    if (!(error instanceof DivergedError)) throw error;
    return failure('ensemble.no-numbers', {}, error);
  }
}

interface Plan {
  readonly id: ModelId;
  readonly members: OpenMembers;
  readonly spec: Preprocessing;
  readonly findings: readonly string[];
  readonly sets: readonly ValidationSet[];
}

/** A dataset's cases. */
interface Scored {
  readonly name: string;
  readonly cases: ScoredCases;
}

/**
 * One member's logits for each dataset, and last, where asked for, for the changed copies of the first one's images.
 */
async function scoreMember(
  graph: Graph,
  sets: readonly Pick<ValidationSet, 'name' | 'cases'>[],
  { spec, engine, signal }: CombineHooks & Pick<Plan, 'spec'>,
): Promise<readonly Scored[]> {
  await using predictor = createPredictor(engine);
  const subject = subjectOfGraph(graph, { input: 'image', logits: 'logits' });
  const scored: Scored[] = [];
  for (const { name, cases } of sets)
    scored.push({ name, cases: await scoreCases(predictor, subject, cases, spec, signal) });
  return scored;
}

/** A single member's own logits; else the mean of the members' logits, each calibrated on the same cases before. */
async function scoreAll(options: CombineOptions, plan: Plan, hooks: CombineHooks) {
  const { members, spec, sets } = plan;
  const [primary] = sets;
  const copies = { name: shiftedName(primary!), cases: shiftedCopies(primary!.cases, spec) };
  const wanted = options.shiftedValidation ? [...sets, copies] : sets;
  const ofEach: (readonly Scored[])[] = [];
  for (const { graph } of members) ofEach.push(await scoreMember(graph, wanted, { ...hooks, spec }));
  if (ofEach.length === 1) return { scored: ofEach[0]!, temperatures: [1] };
  const temperatures = ofEach.map((scored) => {
    const { logits, labels } = decidingOf(options, scored);
    return fitTemperature(logits, labels as readonly number[]);
  });
  const scored = wanted.map(({ name }, set) => {
    const each = ofEach.map((member) => member[set]!.cases);
    return { name, cases: { ...each[0]!, logits: meanLogits(each, temperatures) } };
  });
  return { scored, temperatures };
}

function meanLogits(each: readonly ScoredCases[], temperatures: readonly number[]): number[][] {
  return each[0]!.logits.map((row, i) =>
    row.map(
      (_, label) => each.reduce((sum, { logits }, m) => sum + logits[i]![label]! / temperatures[m]!, 0) / each.length,
    ),
  );
}

/** The cases that calibration and operating point are chosen on. */
function decidingOf({ shiftedValidation }: CombineOptions, scored: readonly Scored[]): ScoredCases {
  const [plain, copies] = [scored[0]!.cases, scored.at(-1)!.cases];
  return shiftedValidation ? together(plain, copies) : plain;
}

async function finish(
  options: CombineOptions,
  { id, members, spec, findings, sets }: Plan,
  { scored, temperatures }: { readonly scored: readonly Scored[]; readonly temperatures: readonly number[] },
): Promise<CombineResult> {
  const { shiftedValidation, sensitivity, version = '1.0.0', out } = options;
  const { labels } = members[0].card;
  const cases = `validation patients${shiftedValidation ? ' and changed copies of their images' : ''}`;
  const random = createRandom('combine').fork(sets[0]!.name);
  const calibrated = calibrate(decidingOf(options, scored), { labels, findings, sensitivity, cases, random });
  const evaluations = scored.map((each) => measure(each, calibrated, labels));
  const { graph, heatmap } = oneOf(members, temperatures);
  const use = { id, version, labels, spec, temperature: calibrated.temperature };
  const model = writeOnnx(describeGraph(graph, use));
  const sha256 = createHash('sha256').update(model).digest('hex');
  const fittedOn = `${cases} of ${sets[0]!.name}`;
  const cards = members.map(({ card }) => card) as [ModelCard, ...ModelCard[]];
  const card = makeCombinedCard(options, { id, cards, heatmap, spec, fittedOn, calibrated, evaluations, sha256 });
  await writeModel(out, { model, card });
  return { card, folder: resolve(out), notes: sets.flatMap(({ notes }) => notes) };
}

function oneOf(members: OpenMembers, temperatures: readonly number[]): MeanOfClassifiers {
  const [only] = members;
  if (members.length === 1) return only;
  return meanOfClassifiers(members.map((member, i) => ({ ...member, temperature: temperatures[i]! })));
}

function measure({ name, cases }: Scored, calibrated: Calibrated, labels: readonly string[]): ValidationMeasures {
  return evaluate(name, cases, calibrated, { labels, random: createRandom('combine').fork(name) });
}
