import { evaluationId, type EvaluationId } from '../../../main/domain/ids.ts';

/** `/evaluate/12` → 12; null without a number. */
export function runIdOf(location: string): EvaluationId | null {
  const parsed = evaluationId.safeParse(Number(location.split('/')[2]));
  return parsed.success ? parsed.data : null;
}
