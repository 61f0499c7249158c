/** Data sets with their images in memory. */
import type { Truth } from '../../../domain/evaluation/metrics.ts';
import { toCodedMessage } from '../../../domain/messages/coded-message.ts';
import { noteOf, type Note } from '../../../domain/messages/note.ts';
import type { Preprocessing } from '../../../domain/models/model-card.ts';
import { failure, success } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { GreyImage } from '../../../imaging/grey-image/grey-image.ts';
import type { Dataset, Split } from '../../datasets/training-split/dataset.ts';
import { labelsIn } from '../../datasets/opening/labels-in.ts';
import type { Entry, ListedDataset } from '../../datasets/training-split/learning-list.ts';
import type { Decoder } from '../../decoding/decoder.ts';
import { loadImages } from './load-images.ts';
import type { LoadedImage } from './load-images.ts';
import type { LabelledImage } from './make-batch.ts';
import { patientOfName } from '../../datasets/opening/patient-of-file.ts';
import { splitDataset } from '../../datasets/training-split/split-dataset.ts';
import type { SplitOptions } from '../../datasets/training-split/split-dataset.ts';
import type { RunProgress } from '../settings/train-settings.ts';

export interface LoadedDataset {
  /** Only the samples that could be read. */
  readonly dataset: Dataset;
  readonly images: Readonly<Record<Split, readonly LabelledImage[]>>;
}

interface LoadOptions {
  readonly spec: Preprocessing;
  readonly split: SplitOptions;
  /** Whether labels may be there together; one that the model has not, such as "normal", is then none of them. */
  readonly isMultiLabel: boolean;
}

interface LoadHooks {
  readonly decoder: Decoder;
  readonly onProgress: (progress: RunProgress) => void;
  readonly signal?: AbortSignal | undefined;
  readonly epochs: number;
}

/** Files that can't be read are left out, each with a note; too few left is a fault. */
export async function loadDatasets(
  listed: readonly ListedDataset[],
  labels: readonly string[],
  { spec, split, isMultiLabel }: LoadOptions,
  hooks: LoadHooks,
): Promise<Outcome<{ datasets: readonly LoadedDataset[]; notes: readonly Note[] }>> {
  const datasets: LoadedDataset[] = [];
  const notes: (readonly Note[])[] = [];
  const onProgress = createReport(listed, hooks);
  for (const each of listed) {
    const paths = each.entries.map(({ path }) => path);
    const { decoder, signal } = hooks;
    const outcomes = await loadImages(paths, spec, { decoder, onProgress, signal }).catch((error: unknown) => {
      if (hooks.signal?.aborted) return null;
      throw error;
    });
    if (outcomes === null) return failure('job.cancelled', {});
    const { readable, refused } = sortOut(each, outcomes);
    const kept = each.isDrawn === true ? withoutPatientsAcrossSplits(readable) : readable;
    const dataset = splitDataset(
      each,
      kept.map(({ entry }) => entry),
      split,
    );
    if (!dataset.ok) return dataset;
    notes.push(refused, unknownPatientsNote(dataset.value));
    const images = labelImages(dataset.value, kept, { labels, isMultiLabel });
    datasets.push({ dataset: dataset.value, images });
  }
  return success({ datasets, notes: notes.flat() });
}

interface Readable {
  /** With the patient that index.csv, the file's header or the file's name tells, in this order. */
  readonly entry: Entry & { readonly sha256: string };
  readonly image: GreyImage;
}

/** Where the split was drawn before headers could tell the patients: nobody who is validated on is trained on. */
function withoutPatientsAcrossSplits(readable: readonly Readable[]): readonly Readable[] {
  const validated = new Set(readable.filter(({ entry }) => entry.split === 'val').map(({ entry }) => entry.patient));
  return readable.filter(
    ({ entry: { split, patient } }) => split === 'val' || patient === null || !validated.has(patient),
  );
}

function sortOut(
  { name, entries }: ListedDataset,
  outcomes: readonly Outcome<LoadedImage>[],
): { readable: readonly Readable[]; refused: readonly Note[] } {
  const readable: Readable[] = [];
  const refused: Note[] = [];
  entries.forEach((entry, i) => {
    const outcome = outcomes[i]!;
    if (!outcome.ok) {
      const fault = toCodedMessage(outcome.error);
      refused.push(noteOf('dataset.file-left-out', { dataset: name, file: entry.file, fault }));
      return;
    }
    const { image, patient, sha256 } = outcome.value;
    const known = entry.patient ?? patient ?? patientOfName(entry.file);
    readable.push({ image, entry: { ...entry, patient: known, sha256 } });
  });
  return { readable, refused };
}

function unknownPatientsNote({ name: dataset, samples, splitOrigin: { ofUnknownPatients: count } }: Dataset): Note[] {
  if (count === 0) return [];
  const images = samples.length;
  if (count === images) return [noteOf('training.patients-unknown', { dataset })];
  return [noteOf('training.some-patients-unknown', { dataset, count, images })];
}

function labelImages(
  { samples }: Dataset,
  readable: readonly Readable[],
  { labels, isMultiLabel }: { readonly labels: readonly string[]; readonly isMultiLabel: boolean },
): LoadedDataset['images'] {
  const truthOf = (label: string): Truth => {
    const places = labelsIn(label).map((one) => labels.indexOf(one));
    return isMultiLabel ? places.filter((place) => place >= 0) : places[0]!;
  };
  const of = (split: Split): LabelledImage[] =>
    samples.flatMap((sample, i) =>
      sample.split === split
        ? [{ image: readable[i]!.image, label: truthOf(sample.label), patient: sample.patient }]
        : [],
    );
  return { train: of('train'), val: of('val') };
}

/** Counts the files over all data sets. */
function createReport(listed: readonly ListedDataset[], { onProgress, epochs }: LoadHooks): () => void {
  const total = listed.reduce((sum, { entries }) => sum + entries.length, 0);
  const begin = performance.now();
  let done = 0;
  return () => {
    done++;
    const imagesPerSecond = (1000 * done) / (performance.now() - begin);
    const none = { loss: null, learningRate: null, secondsLeft: null, validation: null };
    onProgress({ phase: 'reading', done, total, epoch: 0, epochs, imagesPerSecond, ...none });
  };
}
