import { useQuery } from '@tanstack/react-query';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import { canScreen } from '../../../main/domain/models/model-card.ts';
import { operations } from '../../shared/client/client.ts';

/** Models that have learnt their labels. */
const screeningModels = (cards: readonly InstalledCard[]): readonly InstalledCard[] => cards.filter(canScreen);

/** The datasets and models that can be measured. */
export function useLaboratory() {
  const datasets = useQuery(operations.datasets.list.queryOptions());
  const cards = useQuery(operations.models.list.queryOptions({ select: screeningModels }));
  return {
    datasets: datasets.data,
    cards: cards.data,
    error: datasets.error ?? cards.error,
    retry: (): void => void Promise.all([datasets.refetch(), cards.refetch()]),
  };
}
