import { useEffect, useRef } from 'react';
import type { DatasetId } from '../../../../main/domain/ids.ts';
import { queryClient } from '../../../shared/client/query-client.ts';

/** Images are asked for by their numbers, which mean others once the dataset has changed. */
export function useFreshPictures(dataset: DatasetId, fingerprint: string | null): void {
  const shown = useRef(fingerprint);
  useEffect(() => {
    if (shown.current !== null && shown.current !== fingerprint) {
      void queryClient.resetQueries({ queryKey: ['thumbnail-url', 'entry', dataset] });
      void queryClient.resetQueries({ queryKey: ['case-picture', dataset] });
    }
    shown.current = fingerprint;
  }, [dataset, fingerprint]);
}
