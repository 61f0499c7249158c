/** Audits as jobs, and their reports as the casebook keeps them. */
import { createHash } from 'node:crypto';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { AuditReport } from '../../domain/datasets/audit-report.ts';
import type { DatasetId } from '../../domain/ids.ts';
import { FaultError } from '../../domain/faults/fault.ts';
import type { Job } from '../../domain/job.ts';
import { success, type Outcome } from '../../domain/outcome.ts';
import type { EventHub } from '../events/event-hub.ts';
import type { JobProgress, Jobs } from '../jobs/jobs.ts';
import { auditDataset } from './audit/audit-dataset.ts';
import { REPORT_VERSION } from './audit/examine-dataset.ts';
import type { Decoder } from '../decoding/decoder.ts';
import { MEASURING_VERSION } from '../decoding/measure-image.ts';
import type { OpenDataset } from './opening/open-dataset.ts';
import type { OpenHooks, DatasetCache } from './dataset-cache.ts';

export interface Audits {
  /** Starts the audit, or gives the one that is running. Fault: 'dataset.not-found'. */
  start(id: DatasetId): Outcome<Job>;
  /** The report of this state, made now where there is none. Fault: 'job.cancelled'. */
  ensure(dataset: OpenDataset, hooks?: OpenHooks): Promise<Outcome<AuditReport>>;
}

export interface AuditsOptions {
  readonly casebook: Casebook;
  readonly decoder: Decoder;
  readonly cache: DatasetCache;
  readonly jobs: Jobs;
  readonly events: EventHub;
  readonly clock: () => Date;
}

/** All that a report depends on: besides the fingerprint, names and attributes, and the rules. */
function stateOf({ name, fingerprint, entries, contradicted, leftOut }: OpenDataset): string {
  const told = entries.map(({ file, attributes }) => [file, attributes]);
  const all = [REPORT_VERSION, MEASURING_VERSION, name, fingerprint, told, contradicted, leftOut];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

export function createAudits({ casebook, decoder, cache, jobs, events, clock }: AuditsOptions): Audits {
  const { datasets } = casebook;
  const running = new Map<DatasetId, Job>();

  async function ensure(dataset: OpenDataset, { signal, onProgress }: OpenHooks = {}): Promise<Outcome<AuditReport>> {
    const state = stateOf(dataset);
    const known = datasets.auditOf(state);
    if (known !== undefined) return success(known);
    const total = dataset.entries.length;
    const told = (done: number): void => onProgress?.(done, total);
    const report = await auditDataset(dataset, { casebook, decoder, clock, signal, onProgress: told });
    if (report.ok) datasets.keepAudit(state, report.value);
    return report;
  }
  async function auditRegistered(id: DatasetId, progress: JobProgress, signal: AbortSignal): Promise<Outcome<unknown>> {
    const onProgress = (done: number, total: number): void => {
      if (done === 1) progress.count(total);
      progress.advance(done);
    };
    progress.say({ code: 'phase.reading-files', details: {} });
    const dataset = await cache.open(id, { signal, onProgress });
    if (!dataset.ok) return dataset;
    progress.say({ code: 'phase.measuring-images', details: {} });
    const total = dataset.value.entries.length;
    const onMeasured = (done: number): void => {
      onProgress(done, total);
      if (done === total) progress.say({ code: 'phase.comparing-images', details: {} });
    };
    const report = await ensure(dataset.value, { signal, onProgress: onMeasured });
    if (report.ok) datasets.pointAtAudit(id, stateOf(dataset.value));
    return report;
  }
  return {
    ensure,
    start(id) {
      const known = cache.get(id);
      if (!known.ok) return known;
      const under = running.get(id);
      if (under !== undefined) return success(under);
      const title = { code: 'work.audit', details: { dataset: known.value.name } } as const;
      const job = jobs.start('audit', title, async (progress, signal) => {
        progress.link(`/data/${id}`);
        try {
          const done = await auditRegistered(id, progress, signal);
          if (!done.ok && !signal.aborted) throw new FaultError(done.error);
        } finally {
          running.delete(id);
          events.publish({ type: 'datasetChanged', datasetId: id });
        }
      });
      running.set(id, job);
      return success(job);
    },
  };
}
