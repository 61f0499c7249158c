/** Puts the news of trainings into the queries of the pages. */
import type { StepPoint, TrainingProgress, TrainingView } from '../../../main/contract/training.ts';
import type { TrainingId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { queryClient } from '../../shared/client/query-client.ts';

/** The curve with the step that the progress tells of, if it is one. */
function withStep(steps: readonly StepPoint[], progress: TrainingProgress): readonly StepPoint[] {
  const { phase, loss, learningRate, done, total } = progress;
  if (phase !== 'training' || loss === null || learningRate === null) return steps;
  const epochs = (done / total) * progress.epochs;
  // After Continue it may begin before the last step that was made.
  return [...steps.filter((step) => step.epochs < epochs), { epochs, loss, learningRate }];
}

export function applyProgress(progress: TrainingProgress): void {
  const id = progress.training;
  const withProgress = (training: TrainingView): TrainingView =>
    training.id === id ? { ...training, progress } : training;
  queryClient.setQueryData(operations.training.list.queryKey(), (list) => list?.map(withProgress));
  queryClient.setQueryData(
    operations.training.get.queryKey({ input: { training: id } }),
    (shown) => shown && { training: withProgress(shown.training), steps: withStep(shown.steps, progress) },
  );
}

export function askAgain(id: TrainingId): void {
  void queryClient.invalidateQueries({ queryKey: operations.training.list.key() });
  void queryClient.invalidateQueries({ queryKey: operations.training.get.key({ input: { training: id } }) });
}
