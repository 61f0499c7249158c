import type { StudyId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { queryClient } from '../../shared/client/query-client.ts';
import { imageIdOf } from './image-id.ts';

/** Fetches a study and its first image before anyone opens it, so that it opens at once. */
export async function prefetchStudy(studyId: StudyId): Promise<void> {
  try {
    const [study, { loadImage }] = await Promise.all([
      queryClient.fetchQuery(operations.studies.get.queryOptions({ input: { studyId } })),
      import('./cornerstone.ts'),
      queryClient.fetchQuery(operations.models.list.queryOptions()),
    ]);
    const first = study.instances[0];
    if (first !== undefined) await loadImage(imageIdOf(first.id, 0));
  } catch {
    // Whoever opens the study is told why it can't be opened.
  }
}
