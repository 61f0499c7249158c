/** The datasets that the casebook knows by name: opened, shown and audited. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { EntriesPage, EntriesQuery } from '../../contract/datasets.ts';
import type { AuditReport } from '../../domain/audit-report.ts';
import type { DatasetSource, RegisteredDataset } from '../../domain/dataset.ts';
import type { DatasetId } from '../../domain/ids.ts';
import type { Job } from '../../domain/job.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { EventHub } from '../event-hub.ts';
import type { Files } from '../files.ts';
import type { OpenedFrame } from '../frame-cache.ts';
import { JobFault, type Jobs } from '../jobs.ts';
import { auditDataset } from './audit/audit-dataset.ts';
import { MEASURING_VERSION } from './audit/measure-image.ts';
import { REPORT_VERSION } from './audit/examine-dataset.ts';
import { openDataset, type OpenDataset } from './open-dataset.ts';
import { pageOfEntries } from './page-of-entries.ts';
import { createThumbnails } from './thumbnails.ts';

interface OpenHooks {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface Datasets {
  /** In the order of their names. */
  list(): readonly RegisteredDataset[];
  /** Fault: NOT_FOUND. */
  get(id: DatasetId): Outcome<RegisteredDataset>;
  /** Registers it and starts its audit, which finds out what is in it. Faults: FORBIDDEN_PATH, NOT_FOUND. */
  add(
    source: DatasetSource,
    name?: string,
  ): Promise<Outcome<{ readonly dataset: RegisteredDataset; readonly job: Job }>>;
  remove(id: DatasetId): readonly RegisteredDataset[];
  /** Its content as it is now. Faults: NOT_FOUND and those of `openDataset`. */
  open(id: DatasetId, hooks?: OpenHooks): Promise<Outcome<OpenDataset>>;
  /** The same of one that the casebook doesn't know by name. */
  openSource(source: DatasetSource, hooks?: OpenHooks): Promise<Outcome<OpenDataset>>;
  entries(query: EntriesQuery): Promise<Outcome<EntriesPage>>;
  /** PNG. */
  thumbnail(id: DatasetId, index: number): Promise<Outcome<Uint8Array>>;
  frame(id: DatasetId, index: number): Promise<Outcome<OpenedFrame>>;
  /** Starts the audit, or gives the one that is running. */
  audit(id: DatasetId): Outcome<Job>;
  auditReport(id: DatasetId): Outcome<AuditReport | null>;
  /** What is to be known before a dataset is used: the audit of this state, made now where there is none. */
  ensureAudited(dataset: OpenDataset, hooks?: OpenHooks): Promise<Outcome<AuditReport>>;
}

export interface DatasetsOptions {
  readonly casebook: Casebook;
  readonly files: Files;
  readonly jobs: Jobs;
  readonly events: EventHub;
  readonly clock: () => Date;
}

/** Datasets whose lists stay at hand while pages look at them. */
const KEPT_OPEN = 4;

/** All that a report depends on: besides the fingerprint, names and attributes, and the rules. */
function stateOf({ fingerprint, entries, leftOut }: OpenDataset): string {
  const told = entries.map(({ file, attributes }) => [file, attributes]);
  const all = [REPORT_VERSION, MEASURING_VERSION, fingerprint, told, leftOut];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

const nameOf = (source: DatasetSource): string =>
  source.kind === 'folder' ? basename(source.path) : `Reads of ${source.label}`;

export function createDatasets({ casebook, files, jobs, events, clock }: DatasetsOptions): Datasets {
  const { datasets } = casebook;
  const opened = new Map<DatasetId, OpenDataset>();
  const running = new Map<DatasetId, Job>();
  const thumbnails = createThumbnails();

  function get(id: DatasetId): Outcome<RegisteredDataset> {
    const known = datasets.get(id);
    return known === undefined
      ? failure('NOT_FOUND', 'This dataset is not here any more. Go back to the list of datasets.')
      : success(known);
  }
  const openSource = (source: DatasetSource, hooks: OpenHooks = {}): Promise<Outcome<OpenDataset>> =>
    openDataset(source, { casebook, files, ...hooks });

  async function open(id: DatasetId, hooks?: OpenHooks): Promise<Outcome<OpenDataset>> {
    const known = get(id);
    if (!known.ok) return known;
    const found = await openSource(known.value.source, hooks);
    if (!found.ok) return found;
    const dataset = { ...found.value, name: known.value.name };
    opened.delete(id);
    opened.set(id, dataset);
    if (opened.size > KEPT_OPEN) opened.delete(opened.keys().next().value!);
    if (known.value.fingerprint !== dataset.fingerprint) {
      datasets.keepState(id, dataset);
      events.publish({ type: 'datasetChanged', datasetId: id });
    }
    return success(dataset);
  }
  /** As it was when it was last opened, so that indexes on a page stay those of its images. */
  async function atHand(id: DatasetId): Promise<Outcome<OpenDataset>> {
    const dataset = opened.get(id);
    return dataset === undefined ? open(id) : success(dataset);
  }
  async function frame(id: DatasetId, index: number): Promise<Outcome<OpenedFrame>> {
    const dataset = await atHand(id);
    if (!dataset.ok) return dataset;
    const entry = dataset.value.entries[index];
    if (entry === undefined) return failure('NOT_FOUND', 'The dataset has fewer images by now. Load the page again.');
    return dataset.value.readImage(entry);
  }
  async function ensureAudited(
    dataset: OpenDataset,
    { signal, onProgress }: OpenHooks = {},
  ): Promise<Outcome<AuditReport>> {
    const state = stateOf(dataset);
    const known = datasets.auditOf(state);
    if (known !== undefined) return success(known);
    const total = dataset.entries.length;
    const report = await auditDataset(dataset, {
      casebook,
      clock,
      signal,
      onProgress: (done) => onProgress?.(done, total),
    });
    if (report.ok) datasets.keepAudit(state, report.value);
    return report;
  }
  async function auditRegistered(id: DatasetId, hooks: OpenHooks): Promise<Outcome<AuditReport>> {
    const dataset = await open(id, hooks);
    if (!dataset.ok) return dataset;
    const report = await ensureAudited(dataset.value, hooks);
    if (report.ok) datasets.pointAtAudit(id, stateOf(dataset.value));
    return report;
  }
  function audit(id: DatasetId): Outcome<Job> {
    const known = get(id);
    if (!known.ok) return known;
    const under = running.get(id);
    if (under !== undefined) return success(under);
    const job = jobs.start('audit', `Audit of ${known.value.name}`, async (progress, signal) => {
      progress.link(`/data/${id}`);
      try {
        const onProgress = (done: number, total: number): void => {
          if (done === 1) progress.count(total);
          progress.advance(done);
        };
        const report = await auditRegistered(id, { signal, onProgress });
        if (!report.ok && report.error.code !== 'CANCELLED') throw new JobFault(report.error.userMessage);
      } finally {
        running.delete(id);
        events.publish({ type: 'datasetChanged', datasetId: id });
      }
    });
    running.set(id, job);
    return success(job);
  }
  return {
    list: () => datasets.list(),
    get,
    async add(source, name) {
      const given = source.kind === 'folder' ? await files.check(source.path) : success('');
      if (!given.ok) return given;
      const placed: DatasetSource = source.kind === 'folder' ? { kind: 'folder', path: given.value } : source;
      const { id } = datasets.add(name ?? nameOf(placed), placed);
      events.publish({ type: 'datasetChanged', datasetId: id });
      const job = audit(id);
      return job.ok ? success({ dataset: datasets.get(id)!, job: job.value }) : job;
    },
    remove(id) {
      datasets.remove(id);
      opened.delete(id);
      events.publish({ type: 'datasetChanged', datasetId: id });
      return datasets.list();
    },
    open,
    openSource,
    async entries(query) {
      const dataset = await atHand(query.dataset);
      return dataset.ok ? success(pageOfEntries(dataset.value, datasets.latestAudit(query.dataset), query)) : dataset;
    },
    async thumbnail(id, index) {
      const dataset = await atHand(id);
      if (!dataset.ok) return dataset;
      const sha256 = dataset.value.entries[index]?.sha256 ?? '';
      return thumbnails.of(sha256, () => frame(id, index));
    },
    frame,
    audit,
    auditReport(id) {
      const known = get(id);
      return known.ok ? success(datasets.latestAudit(id) ?? null) : known;
    },
    ensureAudited,
  };
}
