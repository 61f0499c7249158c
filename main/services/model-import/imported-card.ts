/** The card of a model from elsewhere: nothing in it is claimed that nobody has measured. */
import type { z } from 'zod';
import { sentenceOf } from '../../contract/messages/message-sentences.ts';
import type { ModelId } from '../../domain/ids.ts';
import { modelCardSchema, type ModelCard } from '../../domain/models/model-card.ts';
import type { ImportedModel, ImportOptions } from './import-options.ts';

interface Parts {
  readonly id: ModelId;
  readonly imported: ImportedModel;
  /** Labels that are findings. */
  readonly findings: readonly string[];
  /** Hexadecimal, of the file that was brought in and of model.onnx. */
  readonly sha256: { readonly file: string; readonly model: string };
}

const rule = 'by convention, not measured';

export function makeImportedCard(options: ImportOptions, { id, imported, findings, sha256 }: Parts): ModelCard {
  const { network, values, preprocessing, activation, isUntrained, notes } = imported;
  const points = findings.map((label) => ({ label, threshold: 0.5, rule, sensitivity: null, specificity: null }));
  return modelCardSchema.parse({
    cardVersion: 1,
    id,
    version: '1.0.0',
    title: options.title ?? id,
    description: options.description ?? `${network.name}, brought in from ${options.fileName}.`,
    intendedUse: isUntrained
      ? 'A start for training: it does not know its labels yet.'
      : 'Trials on your own images, for research and teaching, until it has been measured. Not for diagnostic use.',
    limits: [
      'Not a medical device. Its answers are a second opinion to be checked by a reader.',
      'Not yet evaluated: how often it is right, on which images, and at which threshold is not known.',
      'Its probabilities are not calibrated.',
      ...notes.map(sentenceOf),
    ],
    licence: options.licence ?? 'Not stated',
    labels: [...options.labels],
    ...(activation === 'sigmoid' && { activation }),
    network: { ...network, hyperParameters: { ...network.hyperParameters } },
    values,
    preprocessing,
    calibration: { temperature: 1, fittedOn: null },
    operatingPoints: isUntrained ? [] : points,
    training: null,
    source: { fileName: options.fileName, sha256: sha256.file, command: options.command },
    metrics: [],
    sha256: sha256.model,
  } satisfies z.input<typeof modelCardSchema>);
}
