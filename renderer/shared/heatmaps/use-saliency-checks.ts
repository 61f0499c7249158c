import { useQuery } from '@tanstack/react-query';
import { markOf, type ExamMark, type HeatmapExam } from '../../../main/domain/saliency-checks/saliency-check.ts';
import type { HeatmapMethod } from '../../../main/domain/heatmaps/heatmap-method.ts';
import type { ModelId } from '../../../main/domain/ids.ts';
import { operations } from '../client/client.ts';

/** The reports of a model's heatmaps, newest first; undefined until they are known, and without a model. */
export function useExams(model: ModelId | null): readonly HeatmapExam[] | undefined {
  const { data } = useQuery(operations.exams.list.queryOptions());
  return data?.find((each) => each.model === model)?.exams;
}

/** What is to be said beside a map by this method; null while nothing is known. */
export function useExamMark(model: ModelId | null, method: HeatmapMethod | null): ExamMark | null {
  const exams = useExams(model);
  return exams === undefined || method === null ? null : markOf(exams, method);
}
