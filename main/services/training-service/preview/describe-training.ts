/** A training's design in the words of the page: blocks, balance of the labels, schedule. */
import type { LabelBalance, PlannedBlock, TrainingPlan } from '../../../contract/training.ts';
import { success, type Outcome } from '../../../domain/outcome.ts';
import { blockOf, chooseTrainable } from '../../../networks/trainable.ts';
import { labelsIn } from '../../datasets/opening/labels-in.ts';
import type { ListedDataset } from '../../datasets/training-split/learning-list.ts';
import { patientOfName } from '../../datasets/opening/patient-of-file.ts';
import { splitDataset } from '../../datasets/training-split/split-dataset.ts';
import type { Dataset, Split } from '../../datasets/training-split/dataset.ts';
import { classWeightsOf } from '../../training/batches/class-weights.ts';
import type { TrainingDesign } from '../../training/planning/design-training.ts';
import type { PlannedNetwork } from '../../training/planning/plan-network.ts';
import { stepsOf } from '../../training/batches/sampler.ts';
import { learningRateAt, scheduleOf } from '../../training/loop/schedule.ts';
import type { TrainSettings } from '../../../contract/training-settings/setting-table.ts';

/** Faults: those of `splitDataset` and `classWeightsOf`. */
export function describeTraining(design: TrainingDesign): Outcome<TrainingPlan> {
  const { settings, labels, findings, network, listed } = design;
  const split = splitOf(listed[0]!, settings);
  if (!split.ok) return split;
  const balance = balanceOf(split.value, design);
  if (!balance.ok) return balance;
  const training = split.value.samples.filter((sample) => sample.split === 'train').length;
  const stepsPerEpoch = stepsOf(training, settings.batch);
  const blocks = describeBlocks(network);
  return success({
    settings,
    defaults: design.defaults,
    network: {
      name: network.network.name,
      blocks,
      parameters: sum(blocks.map(({ parameters }) => parameters)),
      learning: sum(blocks.map(({ learning }) => learning)),
      height: network.spec.height,
      width: network.spec.width,
      channels: network.spec.channels,
    },
    labels,
    findings,
    balance: balance.value,
    split: split.value.splitOrigin,
    stepsPerEpoch,
    schedule: describeSchedule(settings, stepsPerEpoch),
    notes: network.notes,
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** As the training will, by the patients that are known before any file is opened. */
function splitOf(listed: ListedDataset, settings: TrainSettings): Outcome<Dataset> {
  const entries = listed.entries.map((entry) => ({ ...entry, patient: entry.patient ?? patientOfName(entry.file) }));
  return splitDataset(listed, entries, settings);
}

function describeBlocks({ network, trainable, rates }: PlannedNetwork): readonly PlannedBlock[] {
  const { graph, blocks } = network;
  const all = chooseTrainable(graph, blocks, 'all');
  const learns = new Set(trainable);
  const sizeOf = (name: string): number => graph.initializers.get(name)!.data.length;
  const owned = Map.groupBy(all.ok ? all.value : [], (name) => blockOf(name, blocks));
  return blocks.map(({ name }, place) => {
    const own = owned.get(place) ?? [];
    const learning = own.filter((each) => learns.has(each));
    return {
      name,
      parameters: sum(own.map(sizeOf)),
      learning: sum(learning.map(sizeOf)),
      rate: learning.length === 0 ? null : Math.max(...learning.map((each) => rates.get(each) ?? 1)),
    };
  });
}

function balanceOf({ samples }: Dataset, design: TrainingDesign): Outcome<readonly LabelBalance[]> {
  const { labels, settings } = design;
  const training = samples.filter(({ split }) => split === 'train').map(({ label }) => labelsIn(label));
  const areTogether = settings.loss === 'binary-cross-entropy';
  const places = training.map((own) => own.map((label) => labels.indexOf(label)).filter((place) => place >= 0));
  const truths = places.map((own) => (areTogether ? own : own[0]!));
  const weights = classWeightsOf({ ...design, truths });
  if (!weights.ok) return weights;
  const count = (label: string, split: Split): number =>
    samples.filter((sample) => sample.split === split && labelsIn(sample.label).includes(label)).length;
  // The first label of an image decides how often it comes.
  const isEven = settings.sampling !== 'shuffled' && !areTogether;
  return success(
    labels.map((label, place) => ({
      label,
      training: count(label, 'train'),
      validation: count(label, 'val'),
      weight: weights.value?.[place] ?? 1,
      drawn: isEven ? 1 / labels.length : count(label, 'train') / training.length,
    })),
  );
}

/** Points of the curve: enough for a width of some hundred pixels. */
const MOST_POINTS = 240;

function describeSchedule(settings: TrainSettings, stepsPerEpoch: number): TrainingPlan['schedule'] {
  const schedule = scheduleOf(settings, stepsPerEpoch);
  const last = settings.epochs * stepsPerEpoch - 1;
  const points = Math.min(MOST_POINTS, last + 1);
  return Array.from({ length: points }, (_, i) => {
    const step = points === 1 ? 0 : Math.round((i * last) / (points - 1));
    return { epochs: (step + 1) / stepsPerEpoch, learningRate: learningRateAt(step, schedule) };
  });
}
