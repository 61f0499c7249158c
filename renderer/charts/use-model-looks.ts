import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { operations } from '../client.ts';
import { ensembleLook, looksOf, type ModelLook } from './model-colours.ts';

/** The look of a model by its id: that of the installed ones is the same on every page. */
export function useModelLooks(): (model: string) => ModelLook {
  const { data: cards } = useQuery(operations.models.list.queryOptions());
  return useMemo(() => {
    const looks = looksOf((cards ?? []).map(({ id }) => id));
    return (model) => looks.get(model) ?? ensembleLook(0);
  }, [cards]);
}
