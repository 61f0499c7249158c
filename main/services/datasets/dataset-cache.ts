/** The registered datasets that are open: their lists stay at hand while pages look at them. */
import { LRUCache } from 'lru-cache';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { DatasetSource, RegisteredDataset } from '../../domain/datasets/dataset.ts';
import type { DatasetId } from '../../domain/ids.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { Decoder } from '../decoding/decoder.ts';
import type { EventHub } from '../events/event-hub.ts';
import type { Files } from '../files/allowed-files.ts';
import { openDataset, type OpenDataset } from './opening/open-dataset.ts';

export interface OpenHooks {
  readonly signal?: AbortSignal | undefined;
  /** Images done, of all. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface DatasetCache {
  /** Fault: 'dataset.not-found'. */
  get(id: DatasetId): Outcome<RegisteredDataset>;
  /** Its content as it is now. Faults: 'dataset.not-found' and those of `openDataset`. */
  open(id: DatasetId, hooks?: OpenHooks): Promise<Outcome<OpenDataset>>;
  /** The same of one that the casebook doesn't know by name. */
  openSource(source: DatasetSource, hooks?: OpenHooks): Promise<Outcome<OpenDataset>>;
  /** As it was when it was last opened, so that indexes on a page stay those of its images. */
  lastOpened(id: DatasetId): Promise<Outcome<OpenDataset>>;
  forget(id: DatasetId): void;
}

const KEPT_OPEN = 4;

export function createDatasetCache({
  casebook,
  files,
  decoder,
  events,
}: {
  readonly casebook: Casebook;
  readonly files: Files;
  readonly decoder: Decoder;
  readonly events: EventHub;
}): DatasetCache {
  const { datasets } = casebook;
  const opened = new LRUCache<DatasetId, OpenDataset>({ max: KEPT_OPEN });
  /** Several thumbnails asked for at once wait for one opening. */
  const opening = new Map<DatasetId, Promise<Outcome<OpenDataset>>>();

  function get(id: DatasetId): Outcome<RegisteredDataset> {
    const known = datasets.get(id);
    return known === undefined ? failure('dataset.not-found', {}) : success(known);
  }
  const openSource: DatasetCache['openSource'] = (source, hooks = {}) =>
    openDataset(source, { casebook, files, decoder, ...hooks });

  async function open(id: DatasetId, hooks?: OpenHooks): Promise<Outcome<OpenDataset>> {
    const known = get(id);
    if (!known.ok) return known;
    const found = await openSource(known.value.source, hooks);
    if (!found.ok) return found;
    const dataset = { ...found.value, name: known.value.name };
    opened.set(id, dataset);
    if (known.value.fingerprint !== dataset.fingerprint) {
      datasets.keepState(id, dataset);
      events.publish({ type: 'datasetChanged', datasetId: id });
    }
    return success(dataset);
  }
  return {
    get,
    open,
    openSource,
    async lastOpened(id) {
      const dataset = opened.get(id);
      if (dataset !== undefined) return success(dataset);
      const under = opening.get(id) ?? open(id).finally(() => opening.delete(id));
      opening.set(id, under);
      return under;
    },
    forget: (id) => void opened.delete(id),
  };
}
