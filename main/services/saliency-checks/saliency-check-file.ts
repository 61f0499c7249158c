/** `exam.json`, the reports that come with a model, beside its card. */
import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXAM_VERSION, examFileSchema, type HeatmapExam } from '../../domain/saliency-checks/saliency-check.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { InstalledModel } from '../models/installed-models.ts';

const FILE = 'exam.json';

/**
 * The reports in the model's folder that are of its file as it is now; none where there is no exam.json. Fails with
 * UNREADABLE for a file that is no such list, as one by other definitions is none.
 */
export async function readExamFile({ folder, card }: InstalledModel): Promise<Outcome<readonly HeatmapExam[]>> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => null);
  if (text === null) return success([]);
  const parsed = examFileSchema.safeParse(parseOrNull(text));
  if (parsed.success) return success(parsed.data.exams.filter(({ modelSha256 }) => modelSha256 === card.sha256));
  return failure(
    'UNREADABLE',
    `The ${FILE} of the model "${card.id}" is damaged or not of exam version ${EXAM_VERSION}. Examine its heatmaps again.`,
  );
}

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
export async function writeExamFile(model: InstalledModel, exams: readonly HeatmapExam[]): Promise<string> {
  const before = await readExamFile(model);
  const kept = before.ok ? before.value.filter(({ method }) => exams.every((exam) => exam.method !== method)) : [];
  const path = join(model.folder, FILE);
  const text = `${JSON.stringify({ exams: [...kept, ...exams] }, null, 2)}\n`;
  // A crash leaves the old file or the new one, never half of it.
  const draft = `${path}.${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
  await writeFile(draft, text);
  await rename(draft, path);
  return path;
}
