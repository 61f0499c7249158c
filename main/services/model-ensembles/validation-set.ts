/** The validation images of a dataset whose index.csv says which these are. */
import { toCodedMessage } from '../../domain/messages/coded-message.ts';
import { noteOf, type Note } from '../../domain/messages/note.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';
import { failure, success } from '../../domain/outcome.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { listForLearning, type ListedDataset } from '../datasets/training-split/learning-list.ts';
import type { Decoder } from '../decoding/decoder.ts';
import { loadImages } from '../training/batches/load-images.ts';
import type { LabelledImage } from '../training/batches/make-batch.ts';

export interface ValidationSet {
  readonly name: string;
  readonly cases: readonly LabelledImage[];
  /** Files that could not be read, and why. */
  readonly notes: readonly Note[];
}

interface Reading {
  readonly decoder: Decoder;
  readonly onRead: (done: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A split that is not written down can't be drawn again: the models may have learnt from what it would call unseen.
 * Faults: those of `listForLearning`, 'ensemble.no-validation-split', 'ensemble.foreign-labels', 'job.cancelled'.
 */
export async function openValidation(
  data: string | ListedDataset,
  { labels, preprocessing }: Pick<ModelCard, 'labels' | 'preprocessing'>,
  { decoder, onRead, signal }: Reading,
): Promise<Outcome<ValidationSet>> {
  const listed = typeof data === 'string' ? await listForLearning(data) : success(data);
  if (!listed.ok) return listed;
  const { name } = listed.value;
  const entries = listed.value.entries.filter(({ split }) => split === 'val');
  if (entries.length === 0) {
    return failure('ensemble.no-validation-split', { dataset: name });
  }
  const foreign = listed.value.labels.filter((label) => !labels.includes(label));
  if (foreign.length > 0) {
    return failure('ensemble.foreign-labels', { dataset: name, labels: foreign });
  }
  const paths = entries.map(({ path }) => path);
  const outcomes = await loadImages(paths, preprocessing, { decoder, onProgress: onRead, signal }).catch(
    (error: unknown) => {
      if (signal?.aborted) return null;
      throw error;
    },
  );
  if (outcomes === null) return failure('job.cancelled', {});
  const cases: LabelledImage[] = [];
  const notes: Note[] = [];
  entries.forEach(({ file, label, patient }, i) => {
    const outcome = outcomes[i]!;
    if (!outcome.ok) {
      const fault = toCodedMessage(outcome.error);
      notes.push(noteOf('dataset.file-left-out', { dataset: name, file, fault }));
    } else
      cases.push({
        image: outcome.value.image,
        label: labels.indexOf(label),
        patient: patient ?? outcome.value.patient ?? file,
      });
  });
  return success({ name, cases, notes });
}
