/** One model, or the mean of several, calibrated on validation patients and written as a model of its own. */
import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { failure, success } from '../../domain/outcome.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { createRandom } from '../../domain/random.ts';
import type { ModelId } from '../../domain/ids.ts';
import type { Preprocessing } from '../../domain/model-card.ts';
import { writeOnnx } from '../../graph/write-onnx.ts';
import type { Engine } from '../../runtime/engine.ts';
import { findingsOf } from '../training/choose-labels.ts';
import { describeGraph } from '../training/describe-graph.ts';
import { calibrate, evaluate, scoreCases, together } from '../training/evaluate.ts';
import type { Calibrated, Evaluation, ScoredCases } from '../training/evaluate.ts';
import { parseModelId, shiftedName } from '../training/make-card.ts';
import { shiftedCopies } from '../training/shifted-copies.ts';
import { DivergedError } from '../training/training-errors.ts';
import { refuseFolder, writeModel } from '../training/write-model.ts';
import type { CombineOptions, CombineResult } from './combine-options.ts';
import { makeCombinedCard } from './combined-card.ts';
import { openMembers } from './open-members.ts';
import type { OpenMembers } from './open-members.ts';
import { openValidation } from './validation-set.ts';
import type { ValidationSet } from './validation-set.ts';

interface CombineHooks {
  readonly engine: Engine;
  /** Of the images of one dataset that were read. */
  readonly onRead: (done: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Faults: those of `openMembers` and `openValidation`, BAD_MODEL_NAME, NOT_WRITABLE, NO_NORMAL_LABEL, DIVERGED, CANCELLED. */
export async function combineModels(options: CombineOptions, hooks: CombineHooks): Promise<Outcome<CombineResult>> {
  const id = parseModelId(basename(resolve(options.out)));
  if (!id.ok) return id;
  const members = await openMembers(options.models, options.modelPlaces);
  if (!members.ok) return members;
  const [first] = members.value.cards;
  const findings = findingsOf(first.labels, undefined, false);
  if (!findings.ok) return findings;
  const refusal = await refuseFolder(options.out);
  if (refusal !== null) return { ok: false, error: refusal };
  const sets: ValidationSet[] = [];
  for (const folder of options.data) {
    const set = await openValidation(folder, first, hooks);
    if (!set.ok) return set;
    sets.push(set.value);
  }
  if (sets.length === 0) return failure('NO_DATA', 'Name a folder of images to calibrate on.');
  const plan = { id: id.value, members: members.value, spec: first.preprocessing, findings: findings.value, sets };
  try {
    return success(await finish(options, plan, await scoreAll(options, plan, hooks)));
  } catch (error) {
    if (hooks.signal?.aborted) return failure('CANCELLED', 'It was cancelled; nothing was written.');
    if (!(error instanceof DivergedError)) throw error;
    return failure('DIVERGED', 'A model gives answers that are no numbers: leave it out.');
  }
}

interface Plan {
  readonly id: ModelId;
  readonly members: OpenMembers;
  readonly spec: Preprocessing;
  readonly findings: readonly string[];
  readonly sets: readonly ValidationSet[];
}

interface Scored {
  readonly name: string;
  readonly cases: ScoredCases;
}

/** Each dataset's cases, and last, where asked for, the changed copies of the first one's. */
async function scoreAll(
  { shiftedValidation }: CombineOptions,
  { members, spec, sets }: Plan,
  { engine, signal }: CombineHooks,
): Promise<readonly Scored[]> {
  const [primary] = sets;
  const copies = shiftedValidation ? [{ name: shiftedName(primary!), cases: shiftedCopies(primary!.cases, spec) }] : [];
  const session = await engine.open({ model: writeOnnx(members.graph) });
  try {
    const scored: Scored[] = [];
    for (const { name, cases } of [...sets, ...copies]) {
      scored.push({ name, cases: await scoreCases(session, cases, spec, signal) });
    }
    return scored;
  } finally {
    await session.close();
  }
}

async function finish(options: CombineOptions, plan: Plan, scored: readonly Scored[]): Promise<CombineResult> {
  const { id, members, spec, sets } = plan;
  const { shiftedValidation, version = '1.0.0', out } = options;
  const { labels } = members.cards[0];
  const cases = `validation patients${shiftedValidation ? ' and changed copies of their images' : ''}`;
  const calibrated = calibrateOn(options, plan, { scored, cases });
  const evaluations = scored.map((each) => measure(each, calibrated, labels));
  const use = { id, version, labels, spec, temperature: calibrated.temperature };
  const model = writeOnnx(describeGraph(members.graph, use));
  const sha256 = createHash('sha256').update(model).digest('hex');
  const fittedOn = `${cases} of ${sets[0]!.name}`;
  const card = makeCombinedCard(options, { id, members, spec, fittedOn, calibrated, evaluations, sha256 });
  await writeModel(out, { model, card });
  return { card, folder: resolve(out), notes: sets.flatMap(({ notes }) => notes) };
}

function calibrateOn(
  { shiftedValidation, sensitivity }: CombineOptions,
  { members, findings, sets }: Plan,
  { scored, cases }: { readonly scored: readonly Scored[]; readonly cases: string },
): Calibrated {
  const [plain, copies] = [scored[0]!.cases, scored.at(-1)!.cases];
  const random = createRandom('combine').fork(sets[0]!.name);
  const { labels } = members.cards[0];
  return calibrate(shiftedValidation ? together(plain, copies) : plain, {
    labels,
    findings,
    sensitivity,
    cases,
    random,
  });
}

function measure({ name, cases }: Scored, calibrated: Calibrated, labels: readonly string[]): Evaluation {
  return evaluate(name, cases, calibrated, { labels, random: createRandom('combine').fork(name) });
}
