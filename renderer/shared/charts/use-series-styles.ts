import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { z } from 'zod';
import { operations } from '../client/client.ts';
import { ensembleStyle, styleAt, placeModels, type StylePlaces, type SeriesStyle } from './series-style.ts';

const storageKey = 'overread:model-styles';
const keptPlaces = z.record(z.string(), z.number().int().nonnegative());

/** As this page has shown them before; none where nothing, or nothing sound, is kept. */
function readKept(): StylePlaces {
  try {
    return keptPlaces.parse(JSON.parse(localStorage.getItem(storageKey) ?? '{}'));
  } catch {
    return {};
  }
}

/**
 * The style of a model by its id: the same on every page, and kept when other models come and go.
 * @param further models besides the installed ones, such as those that are still in training.
 */
export function useSeriesStyles(further: readonly string[] = []): (model: string) => SeriesStyle {
  const { data: cards } = useQuery(operations.models.list.queryOptions());
  const names = cards === undefined ? null : [...new Set([...cards.map(({ id }) => id), ...further])].join('\n');
  const places = useMemo(
    () => (names === null ? null : placeModels(names.split('\n').filter(Boolean), readKept())),
    [names],
  );
  useEffect(() => {
    if (places !== null) localStorage.setItem(storageKey, JSON.stringify(places));
  }, [places]);
  return useMemo(
    () => (model) => {
      const place = places?.[model];
      return place === undefined ? ensembleStyle(0) : styleAt(place);
    },
    [places],
  );
}
