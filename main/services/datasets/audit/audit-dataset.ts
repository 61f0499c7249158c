/** An audit from the files to the report. */
import type { Casebook } from '../../../casebook/open-casebook.ts';
import type { AuditReport } from '../../../domain/datasets/audit-report.ts';
import type { DatasetEntry } from '../../../domain/datasets/dataset.ts';
import type { ImageFeatures } from '../../../domain/datasets/image-features.ts';
import { toCodedMessage } from '../../../domain/messages/coded-message.ts';
import { failure, success, type Outcome } from '../../../domain/outcome.ts';
import { openThread } from '../../../runtime/threads/open-thread.ts';
import { mapInOrder } from '../../concurrency/map-in-order.ts';
import type { Decoder } from '../../decoding/decoder.ts';
import { MEASURING_VERSION } from '../../decoding/measure-image.ts';
import { unreadFault } from '../../files/lost-names.ts';
import { asOfDataset } from '../opening/read-entry.ts';
import type { OpenDataset } from '../opening/open-dataset.ts';
import type { AuditApi } from './audit-worker.ts';

export interface AuditOptions {
  readonly casebook: Casebook;
  readonly decoder: Decoder;
  readonly clock: () => Date;
  readonly signal?: AbortSignal | undefined;
  /** Images measured. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Files that are given to the decoder at once: enough for all of its processes. */
const AT_ONCE = 8;
/** Measurements that are kept in one transaction. */
const BATCH = 200;

/** Audits a dataset; a content that was measured before is not measured again. Fault: 'job.cancelled'. */
export async function auditDataset(dataset: OpenDataset, options: AuditOptions): Promise<Outcome<AuditReport>> {
  const { signal } = options;
  const cancelled = failure('job.cancelled', {});
  try {
    const features = await measureAll(dataset, options);
    if (features === null) return cancelled;
    const { name, fingerprint, labels, isMultiLabel, entries, counts, contradicted, leftOut } = dataset;
    const auditedAt = options.clock().toISOString();
    const examined = {
      name,
      fingerprint,
      labels,
      isMultiLabel,
      entries,
      counts,
      contradicted,
      leftOut,
      features,
      auditedAt,
    };
    await using thread = openThread<AuditApi>('audit-worker');
    return success(await thread.call((api) => api.examine(examined), signal));
  } catch (error) {
    if (signal?.aborted === true) return cancelled;
    throw error;
  }
}

/** One an entry; null when cancelled. */
async function measureAll(
  dataset: OpenDataset,
  { casebook, decoder, signal, onProgress }: AuditOptions,
): Promise<readonly ImageFeatures[] | null> {
  const known = new Map<string, ImageFeatures>();
  const fresh = new Map<string, ImageFeatures>();
  const keep = (): void => {
    const measured = [...fresh].map(([sha256, features]) => ({ sha256, features }));
    casebook.datasetFiles.keepFeatures(measured, MEASURING_VERSION);
    fresh.clear();
  };
  async function featuresOf(entry: DatasetEntry): Promise<ImageFeatures> {
    const { sha256 } = entry;
    if (sha256 === null) return { isReadable: false, fault: unreadFault(dataset.pathOf(entry)) };
    const earlier = known.get(sha256) ?? casebook.datasetFiles.features(sha256, MEASURING_VERSION);
    if (earlier !== undefined) return earlier;
    const measured = await decoder.features(dataset.pathOf(entry), sha256);
    if (!measured.ok) return { isReadable: false, fault: toCodedMessage(asOfDataset(measured.error)) };
    const features = measured.value;
    known.set(sha256, features);
    fresh.set(sha256, features);
    return features;
  }
  const all: ImageFeatures[] = [];
  for await (const features of mapInOrder(dataset.entries, AT_ONCE, featuresOf, signal)) {
    all.push(features);
    if (fresh.size >= BATCH) keep();
    onProgress?.(all.length);
  }
  keep();
  return signal?.aborted === true ? null : all;
}
