/** Brings a model from elsewhere in: a folder with model.onnx and an honest card. */
import { createHash } from 'node:crypto';
import { basename, extname, join } from 'node:path';
import type { ModelId } from '../../domain/ids.ts';
import type { Note } from '../../domain/messages/note.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { parseModelId } from '../training/model-folder/make-card.ts';
import { findingLabels } from '../../domain/datasets/findings-of-labels.ts';
import { refuseFolder, writeModel } from '../training/model-folder/write-model.ts';
import type { ImportOptions, ImportTools } from './import-options.ts';
import { makeImportedCard } from './imported-card.ts';
import { readModel } from './read-model.ts';
import { tryModel } from './try-model.ts';

export interface ImportResult {
  readonly card: ModelCard;
  readonly folder: string;
  /** Anything done or assumed. */
  readonly notes: readonly Note[];
}

/**
 * Takes an ONNX classifier, or a weight file of the network named. Nothing is written before the model has run.
 * Faults: `import.…`, and those of names, weights and folders.
 */
export async function importModel(
  bytes: Uint8Array,
  options: ImportOptions,
  { engine, place, installed }: ImportTools,
): Promise<Outcome<ImportResult>> {
  const id = freeId(options, installed);
  if (!id.ok) return id;
  const apart = findingsAmong(options, false);
  if (!apart.ok) return apart;
  const folder = join(place, id.value);
  const refusal = await refuseFolder(folder);
  if (refusal !== null) return { ok: false, error: refusal };
  const made = await readModel(bytes, options);
  if (!made.ok) return made;
  const doubts = await tryModel(made.value, options, engine);
  if (!doubts.ok) return doubts;
  const imported = { ...made.value, notes: [...made.value.notes, ...doubts.value] };
  const findings = imported.activation === 'sigmoid' ? findingsAmong(options, true) : apart;
  if (!findings.ok) return findings;
  const sha256 = { file: sha256Of(bytes), model: sha256Of(imported.model) };
  const card = makeImportedCard(options, { id: id.value, imported, findings: findings.value, sha256 });
  await writeModel(folder, { model: imported.model, card });
  return success({ card, folder, notes: imported.notes });
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The name given, or one of the file's letters. */
function freeId({ id, fileName }: ImportOptions, installed: readonly string[]): Outcome<ModelId> {
  const stem = basename(fileName, extname(fileName)).replaceAll(/[^\w.-]+/g, '-');
  const parsed = parseModelId(id ?? stem.replace(/^[^a-z0-9]+/i, '').slice(0, 64));
  if (!parsed.ok || !installed.includes(parsed.value)) return parsed;
  return failure('import.name-taken', { model: parsed.value });
}

function findingsAmong({ labels, normalLabel }: ImportOptions, areTogether: boolean): Outcome<readonly string[]> {
  const named = new Set(labels.filter((label) => label !== ''));
  if (named.size < 2 || named.size < labels.length) {
    return failure('import.bad-labels', {});
  }
  return findingLabels(labels, normalLabel, areTogether);
}
