/**
 * How models cope with images that come from elsewhere:
 * `node scripts/model-figures/measure-shifts.ts DIR [--other DIR]… [--every N] [--lines FILE] MODEL…`
 * The validation images of DIR (with an index.csv) are measured as they are and under each change of `shiftImage`, done to
 * the whole frame before the model's own preprocessing; every Nth one with --every, to save time. All images of the other
 * folders are measured as they are, but for labels that the models don't know. Prints a table a model: the area under the
 * curve with its interval over patients, and the rates at the operating point in use. --lines keeps each image's logits.
 */
import { ruleWords } from '../../main/contract/messages/rule-words.ts';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { negativeLogLikelihood } from '../../main/domain/evaluation/calibration.ts';
import { probabilitiesOf } from '../../main/domain/models/findings-of-logits.ts';
import type { Frame } from '../../main/domain/studies/frame.ts';
import { estimateAuc, measureOperatingPoint } from '../../main/domain/evaluation/metrics.ts';
import { modelCardSchema } from '../../main/domain/models/model-card.ts';
import type { ModelCard } from '../../main/domain/models/model-card.ts';
import type { Estimate } from '../../main/domain/statistics/estimate.ts';
import { createRandom } from '../../main/domain/statistics/random.ts';
import { toDisplay } from '../../main/imaging/grey-image/display.ts';
import { toModelImage } from '../../main/imaging/preprocessing/preprocess.ts';
import { readImage } from '../../main/imaging/read-image.ts';
import { shiftImage, shiftNames, type ShiftName } from '../../main/imaging/augmentation/shift-image.ts';
import { readOnnx } from '../../main/graph/onnx/read-onnx.ts';
import { startEngine } from '../../main/runtime/process/engine-process.ts';
import { listForLearning, type Entry } from '../../main/services/datasets/training-split/learning-list.ts';
import { createPredictor, type Predictor } from '../../main/services/inference/predictor.ts';
import { subjectOfGraph, type Subject } from '../../main/services/inference/subject.ts';
import { together, type ScoredCases } from '../../main/services/training/validation/evaluate.ts';
import { sentenceOf } from '../../main/contract/messages/message-sentences.ts';
import { FaultError } from '../../main/domain/faults/fault.ts';
import { scoreCases } from '../../main/services/training/validation/score-cases.ts';

interface Model {
  readonly card: ModelCard;
  readonly subject: Subject;
  readonly predictor: Predictor;
}

interface Condition {
  readonly name: string;
  readonly entries: readonly Entry[];
  readonly shift: ShiftName | null;
  /** Whether these are images of the first folder. */
  readonly isOfFirst: boolean;
}

/** Images that are in memory at the same time. */
const CHUNK = 64;

const { positionals, values: flags } = parseArgs({
  allowPositionals: true,
  options: {
    other: { type: 'string', multiple: true, default: [] },
    every: { type: 'string', default: '1' },
    lines: { type: 'string' },
  },
});
const [data, ...folders] = positionals;
if (data === undefined || folders.length === 0) throw new Error('Name a folder of images and at least one model.');

async function entriesOf(folder: string): Promise<readonly Entry[]> {
  const listed = await listForLearning(folder);
  if (!listed.ok) throw new FaultError(listed.error);
  return listed.value.entries;
}

async function frameOf({ path }: Entry): Promise<Frame> {
  const file = await readImage(await readFile(path));
  const frame = file.ok ? await file.value.frame(0) : file;
  if (!frame.ok) throw new Error(`${path}: ${sentenceOf(frame.error)}`);
  return frame.value;
}

/** The whole frame as it might have come from elsewhere, in 256 tones. */
function shifted(frame: Frame, shift: ShiftName, seed: string): Frame {
  const picture = { width: frame.columns, height: frame.rows, values: toDisplay(frame) };
  const { width, height, values } = shiftImage(picture, shift, createRandom(seed));
  return {
    ...frame,
    rows: height,
    columns: width,
    samplesPerPixel: 1,
    bitsStored: 8,
    photometric: 'MONOCHROME2',
    rescale: { slope: 1, intercept: 0 },
    voi: { center: 127.5, width: 255, function: 'LINEAR_EXACT' },
    pixelPadding: null,
    pixels: Uint8Array.from(values, (value) => Math.round(255 * value)),
  };
}

/** Each model's scores for the images of a condition. */
async function score(models: readonly Model[], { name, entries, shift }: Condition): Promise<readonly ScoredCases[]> {
  let all: readonly ScoredCases[] = models.map(() => ({ logits: [], labels: [], patients: [] }));
  for (let at = 0; at < entries.length; at += CHUNK) {
    const part = entries.slice(at, at + CHUNK);
    const frames = await Promise.all(part.map(frameOf));
    const seen = shift === null ? frames : frames.map((frame, i) => shifted(frame, shift, `${name} ${at + i}`));
    const scored = await Promise.all(models.map((model) => scorePart(model, part, seen)));
    if (flags.lines !== undefined) await appendFile(flags.lines, linesOf(name, part, models, scored));
    all = all.map((cases, i) => together(cases, scored[i]!));
  }
  return all;
}

function scorePart(
  { card, subject, predictor }: Model,
  entries: readonly Entry[],
  frames: readonly Frame[],
): Promise<ScoredCases> {
  const cases = entries.map(({ label, patient, file }, i) => ({
    image: toModelImage(frames[i]!, card.preprocessing),
    label: card.labels.indexOf(label),
    patient: patient ?? file,
  }));
  return scoreCases(predictor, subject, cases, card.preprocessing);
}

function linesOf(
  condition: string,
  entries: readonly Entry[],
  models: readonly Model[],
  scored: readonly ScoredCases[],
): string {
  const lines = models.flatMap(({ card: { id: model } }, m) =>
    entries.map(({ file, label, patient }, i) =>
      JSON.stringify({ model, condition, file, label, patient, logits: scored[m]!.logits[i] }),
    ),
  );
  return lines.map((line) => `${line}\n`).join('');
}

const rate = ({ value, interval95: [low, high] }: Estimate, digits = 3): string =>
  `${value.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The table's row for the finding of the card's first operating point. */
function rowOf(name: string, card: ModelCard, cases: ScoredCases): string {
  const { labels, operatingPoints } = card;
  const point = operatingPoints[0]!;
  const finding = labels.indexOf(point.label);
  const scores = cases.logits.map((row) => probabilitiesOf(card, row)[finding]!);
  const positives = cases.labels.map((label) => label === finding);
  const random = createRandom(`measure shifts ${name}`);
  const { patients } = cases;
  const named = { ...point, rule: ruleWords(point.rule) };
  const { sensitivity, specificity } = measureOperatingPoint(named, scores, positives, { patients, random });
  const loss = negativeLogLikelihood(cases.logits, cases.labels as readonly number[], card.calibration.temperature);
  const auc = rate(estimateAuc(scores, positives, patients, random), 4);
  return line([name, String(scores.length), auc, rate(sensitivity), rate(specificity), loss.toFixed(3)]);
}

function tableOf(model: ModelCard, results: readonly (readonly [Condition, ScoredCases])[]): string {
  const onPrimary = results.filter(([{ isOfFirst }]) => isOfFirst);
  const pooled = onPrimary.map(([, cases]) => cases).reduce(together);
  const header = ['images', 'n', 'AUC', 'sensitivity', 'specificity', 'loss'];
  return [
    `\n${model.id} ${model.version}, threshold ${model.operatingPoints[0]!.threshold.toFixed(3)}\n`,
    line(header),
    line(header.map(() => '---')),
    ...results.map(([{ name }, cases]) => rowOf(name, model, cases)),
    rowOf('all of the first folder together', model, pooled),
  ].join('\n');
}

const engine = await startEngine({ provider: 'cpu' });
const predictor = createPredictor(engine);
try {
  const models: Model[] = [];
  for (const folder of folders) {
    const card = modelCardSchema.parse(JSON.parse(await readFile(join(folder, 'card.json'), 'utf8')));
    const bytes = await readFile(join(folder, 'model.onnx'));
    models.push({ card, subject: subjectOfGraph(readOnnx(new Uint8Array(bytes)), card.values), predictor });
  }
  const known = models[0]!.card.labels;
  const validation = (await entriesOf(data)).filter(({ split }) => split === 'val');
  const some = validation.filter((_, i) => i % Number(flags.every) === 0);
  const conditions: Condition[] = [
    { name: 'as they are', entries: validation, shift: null, isOfFirst: true },
    ...shiftNames.map((shift) => ({ name: shift, entries: some, shift, isOfFirst: true })),
  ];
  for (const folder of flags.other) {
    const entries = (await entriesOf(folder)).filter(({ label }) => known.includes(label));
    conditions.push({ name: basename(resolve(folder)), entries, shift: null, isOfFirst: false });
  }
  if (flags.lines !== undefined) await writeFile(flags.lines, '');
  const scored: (readonly ScoredCases[])[] = [];
  for (const condition of conditions) {
    scored.push(await score(models, condition));
    console.error(`${condition.name}: ${condition.entries.length} images`);
  }
  models.forEach(({ card }, m) =>
    console.log(
      tableOf(
        card,
        conditions.map((condition, c) => [condition, scored[c]![m]!]),
      ),
    ),
  );
} finally {
  await engine.close();
}
