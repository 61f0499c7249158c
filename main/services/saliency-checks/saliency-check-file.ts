/** `saliency-checks.json`, the reports that come with a model, beside its card. */
import { createHash } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { saliencyCheckFileSchema, type SaliencyCheck } from '../../domain/saliency-checks/saliency-check.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { readRegularText } from '../disk/read-regular-file.ts';
import type { InstalledModel } from '../models/installed-models.ts';

const FILE = 'saliency-checks.json';
/** Its name before; read where there is no other. */
const FORMER_FILE = 'exam.json';

/**
 * The reports in the model's folder that are of its file as it is now; none where there is no such file. Fault:
 * 'saliency.file-damaged' for a file that is no such list, as one by other definitions is none.
 */
export async function readSaliencyCheckFile({
  folder,
  card,
}: InstalledModel): Promise<Outcome<readonly SaliencyCheck[]>> {
  const text = (await readText(join(folder, FILE))) ?? (await readText(join(folder, FORMER_FILE)));
  if (text === null) return success([]);
  const parsed = saliencyCheckFileSchema.safeParse(parseOrNull(text));
  if (parsed.success) return success(parsed.data.checks.filter(({ modelSha256 }) => modelSha256 === card.sha256));
  return failure('saliency.file-damaged', { file: FILE, model: card.id });
}

const readText = (path: string): Promise<string | null> => readRegularText(path).catch(() => null);

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Puts the reports into the folder, in the place of earlier ones of the same methods; of another model file none stay.
 * Rejects when the folder can't be written.
 */
export async function writeSaliencyCheckFile(model: InstalledModel, checks: readonly SaliencyCheck[]): Promise<string> {
  const before = await readSaliencyCheckFile(model);
  const kept = before.ok ? before.value.filter(({ method }) => checks.every((check) => check.method !== method)) : [];
  const path = join(model.folder, FILE);
  const text = `${JSON.stringify({ checks: [...kept, ...checks] }, null, 2)}\n`;
  // A crash leaves the old file or the new one, never half of it.
  const draft = `${path}.${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
  await writeFile(draft, text);
  await rename(draft, path);
  await rm(join(model.folder, FORMER_FILE), { force: true });
  return path;
}
