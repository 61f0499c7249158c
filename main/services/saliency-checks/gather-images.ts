/** Ill images that the model finds: only of these can a heatmap be right or wrong. */
import type { DatasetEntry } from '../../domain/datasets/dataset.ts';
import type { Frame } from '../../domain/studies/frame.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';
import { createRandom } from '../../domain/statistics/random.ts';
import { createPhantom, type Phantom } from '../../imaging/phantom/phantom.ts';
import type { OpenDataset } from '../datasets/opening/open-dataset.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { prepareImage } from '../decoding/prepare-image.ts';
import type { Scorer } from '../inference/scorer.ts';
import { makeCheckImage, type CheckImage } from './check-image.ts';
import { FaultError } from '../../domain/faults/fault.ts';

export interface GatherOptions {
  readonly model: InstalledModel;
  readonly scorer: Scorer;
  readonly seed: number;
  readonly signal: AbortSignal | undefined;
  /** How much is done, 0 to 1. */
  readonly onProgress: (done: number) => void;
}

export interface GatheredImages {
  readonly cases: readonly CheckImage[];
  /** Images with one of the model's findings that were scored for them. */
  readonly lookedAt: number;
}

/** Labels that the model can call: those with an operating point. */
const calledLabels = ({ labels, operatingPoints }: ModelCard): string[] =>
  labels.filter((label) => operatingPoints.some((point) => point.label === label));

/**
 * Images that have a finding of the model's and that the model calls so, in a random order that the seed decides; those
 * to judge by where the dataset says which these are. Fewer than wanted when there are no more.
 */
export async function gatherFromDataset(
  dataset: OpenDataset,
  wanted: number,
  options: GatherOptions,
): Promise<GatheredImages> {
  const { card } = options.model;
  const random = createRandom(`exam cases/${options.seed}`);
  const ill = random.shuffle(heldOut(dataset.entries)).flatMap((entry) => {
    const label = calledLabels(card).find((finding) => entry.labels.includes(finding));
    return label === undefined ? [] : [{ entry, label }];
  });
  const cases: CheckImage[] = [];
  let lookedAt = 0;
  for (const { entry, label } of ill) {
    if (cases.length === wanted) break;
    options.signal?.throwIfAborted();
    const opened = await dataset.readImage(entry);
    if (!opened.ok) continue;
    const { frame } = opened.value;
    lookedAt++;
    if (!(await isFound(frame, label, options))) continue;
    const name = `image ${entry.index}`;
    const patient = entry.patient ?? name;
    cases.push(makeCheckImage(frame, card, { name, patient, column: card.labels.indexOf(label), seeksLungs: true }));
    options.onProgress(cases.length / wanted);
  }
  return { cases, lookedAt };
}

/** Leaves out entries that the model may have learned from, unless there are no others. */
function heldOut(entries: readonly DatasetEntry[]): readonly DatasetEntry[] {
  const judged = entries.filter(({ split }) => split === 'val' || split === 'test');
  return judged.length > 0 ? judged : entries;
}

/** Throws an `FaultError` when the model can't score at all. */
async function isFound(frame: Frame, label: string, { model, scorer, signal }: GatherOptions): Promise<boolean> {
  const image = prepareImage(frame, model.card.preprocessing);
  const [scored] = await scorer.score(model, [image], { signal });
  if (scored === undefined || !scored.ok) throw new FaultError(scored!.error);
  return scored.value.findings.some((finding) => finding.label === label && finding.positive);
}

/** Names of findings that a planted consolidation is one of. */
const opacityNames = /pneumonia|opacit|consolidation|infiltrat|abnormal/i;

/** The finding that a phantom's opacity would be called by; null for a model that knows none. */
export function phantomFinding(card: ModelCard): string | null {
  return calledLabels(card).find((label) => opacityNames.test(label)) ?? null;
}

/** Width in pixels. */
const PHANTOM_SIZE = 256;

const illPhantom = (number: number): Phantom =>
  createPhantom({ seed: `heatmap exam/${number}`, label: 'PNEUMONIA', size: PHANTOM_SIZE });

/** The phantoms in which the model has its finding, of so many with opacities; the same at each saliency check. */
export async function gatherPhantoms(
  label: string,
  { count, seeksLungs }: { readonly count: number; readonly seeksLungs: boolean },
  options: GatherOptions,
): Promise<GatheredImages> {
  const { card } = options.model;
  const cases: CheckImage[] = [];
  for (let number = 0; number < count; number++) {
    options.signal?.throwIfAborted();
    const { frame, mask } = illPhantom(number);
    if (await isFound(frame, label, options)) {
      const name = `phantom ${number}`;
      const column = card.labels.indexOf(label);
      cases.push(makeCheckImage(frame, card, { name, patient: name, column, seeksLungs, opacities: mask }));
    }
    options.onProgress((number + 1) / count);
  }
  return { cases, lookedAt: count };
}
