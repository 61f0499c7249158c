import { useMutation } from '@tanstack/react-query';
import type { PersonId, StudyId } from '../../../main/domain/ids.ts';
import { client, operations } from '../../shared/client/client.ts';
import { queryClient } from '../../shared/client/query-client.ts';

/** Asks anew for all that shows whose studies are whose. */
async function refresh(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: operations.patients.key() }),
    queryClient.invalidateQueries({ queryKey: operations.studies.key() }),
  ]);
}

export interface PatientChanges {
  readonly merge: (from: PersonId, into: PersonId) => void;
  /** Into a new patient where `into` is null. */
  readonly split: (studies: readonly StudyId[], into: PersonId | null) => void;
  readonly undo: (change: number) => void;
  readonly isPending: boolean;
  /** The fault of the last change that failed; null once another one succeeds. */
  readonly error: Error | null;
}

/** Merge, split and undo: each is in the history, and can be taken back. */
export function usePatientChanges(): PatientChanges {
  const { mutate, isPending, error } = useMutation({
    mutationFn: (change: () => Promise<unknown>) => change(),
    onSuccess: refresh,
  });
  return {
    merge: (from, into) => mutate(() => client.patients.merge({ from, into })),
    split: (studies, into) => mutate(() => client.patients.split({ studies: [...studies], into })),
    undo: (change) => mutate(() => client.patients.undo({ change })),
    isPending,
    error,
  };
}
