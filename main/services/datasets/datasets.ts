/** The datasets that the casebook knows by name: opened, shown and audited. */
import { basename } from 'node:path';
import type { EntriesPage, EntriesQuery } from '../../contract/datasets.ts';
import type { AuditReport } from '../../domain/datasets/audit-report.ts';
import type { DatasetSource, RegisteredDataset } from '../../domain/datasets/dataset.ts';
import type { DatasetId } from '../../domain/ids.ts';
import type { Job } from '../../domain/job.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { Files } from '../files/allowed-files.ts';
import type { OpenedFrame } from '../images/frame-cache.ts';
import { readReport } from './read-report.ts';
import { createAudits, type AuditsOptions } from './audits.ts';
import type { OpenDataset } from './opening/open-dataset.ts';
import { pageOfEntries } from './page-of-entries.ts';
import { createDatasetCache, type OpenHooks, type DatasetCache } from './dataset-cache.ts';
import { createThumbnails } from './thumbnails.ts';

export interface Datasets extends Pick<DatasetCache, 'get' | 'open' | 'openSource'> {
  /** In the order of their names. */
  list(): readonly RegisteredDataset[];
  /** Registers it and starts its audit, which finds out what is in it. Faults: 'file.forbidden', 'file.missing'. */
  add(
    source: DatasetSource,
    name?: string,
  ): Promise<Outcome<{ readonly dataset: RegisteredDataset; readonly job: Job }>>;
  /** Forgets it; no file is touched. */
  remove(id: DatasetId): readonly RegisteredDataset[];
  entries(query: EntriesQuery): Promise<Outcome<EntriesPage>>;
  /** PNG. */
  thumbnail(id: DatasetId, index: number): Promise<Outcome<Uint8Array>>;
  frame(id: DatasetId, index: number): Promise<Outcome<OpenedFrame>>;
  /** Starts the audit, or gives the one that is running. Fault: 'dataset.not-found'. */
  audit(id: DatasetId): Outcome<Job>;
  /** The latest of this Overread's form, null where there is none. Fault: 'dataset.not-found'. */
  auditReport(id: DatasetId): Outcome<AuditReport | null>;
  /**
   * For whoever uses a dataset: the audit of exactly this state, made now where there is none. Its `summary` belongs
   * into the record of what the dataset is used for. Fault: 'job.cancelled'.
   */
  ensureAudited(dataset: OpenDataset, hooks?: OpenHooks): Promise<Outcome<AuditReport>>;
}

export interface DatasetsOptions extends Omit<AuditsOptions, 'cache'> {
  readonly files: Files;
}

const nameOf = (source: DatasetSource): string =>
  source.kind === 'folder' ? basename(source.path) : `Reads of ${source.label}`;

export function createDatasets({ files, ...options }: DatasetsOptions): Datasets {
  const { casebook, decoder, events } = options;
  const { datasets } = casebook;
  const cache = createDatasetCache({ casebook, files, decoder, events });
  const audits = createAudits({ ...options, cache });
  const thumbnails = createThumbnails();
  const latestReport = (id: DatasetId): AuditReport | undefined => readReport(datasets.latestAudit(id));
  const changed = (id: DatasetId): void => events.publish({ type: 'datasetChanged', datasetId: id });

  async function frame(id: DatasetId, index: number): Promise<Outcome<OpenedFrame>> {
    const dataset = await cache.lastOpened(id);
    if (!dataset.ok) return dataset;
    const entry = dataset.value.entries[index];
    if (entry === undefined) return failure('dataset.no-such-image', {});
    return dataset.value.readImage(entry);
  }
  return {
    list: () => datasets.list(),
    get: cache.get,
    open: cache.open,
    openSource: cache.openSource,
    async add(source, name) {
      const checked = source.kind === 'folder' ? await files.check(source.path) : null;
      if (checked?.ok === false) return checked;
      const placed: DatasetSource = checked === null ? source : { kind: 'folder', path: checked.value };
      const { id } = datasets.add(name ?? nameOf(placed), placed);
      changed(id);
      const job = audits.start(id);
      return job.ok ? success({ dataset: datasets.get(id)!, job: job.value }) : job;
    },
    remove(id) {
      datasets.remove(id);
      cache.forget(id);
      changed(id);
      return datasets.list();
    },
    async entries(query) {
      const dataset = await cache.lastOpened(query.dataset);
      return dataset.ok ? success(pageOfEntries(dataset.value, latestReport(query.dataset), query)) : dataset;
    },
    async thumbnail(id, index) {
      const dataset = await cache.lastOpened(id);
      if (!dataset.ok) return dataset;
      return thumbnails.of(dataset.value.entries[index]?.sha256 ?? '', () => frame(id, index));
    },
    frame,
    audit: audits.start,
    auditReport(id) {
      const known = cache.get(id);
      return known.ok ? success(latestReport(id) ?? null) : known;
    },
    ensureAudited: audits.ensure,
  };
}
