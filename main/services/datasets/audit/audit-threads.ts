/** The threads that an audit's work is given to. */
import { availableParallelism } from 'node:os';
import type { AuditReport } from '../../../domain/datasets/audit-report.ts';
import type { ImageFeatures } from '../../../domain/datasets/image-features.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { openPool } from '../../../runtime/threads/open-thread.ts';
import type { AuditApi } from './audit-worker.ts';
import type { Examined } from './examined.ts';

/** More gain little: the codecs have threads of their own. */
const MOST_THREADS = 4;
/** Starting a thread takes as long as measuring so many small images. */
const IMAGES_A_THREAD = 50;

export interface AuditThreads extends AsyncDisposable {
  /** How many images are worth giving at once. */
  readonly capacity: number;
  /** Fails where the file can't be read now, or is not the one that it was. */
  measure(file: { readonly path: string; readonly sha256: string }): Promise<Outcome<ImageFeatures>>;
  examine(examined: Examined): Promise<AuditReport>;
}

export function startAuditThreads(images: number): AuditThreads {
  const count = Math.max(1, Math.min(MOST_THREADS, availableParallelism(), Math.ceil(images / IMAGES_A_THREAD)));
  const pool = openPool<AuditApi>('audit-worker', count);
  return {
    capacity: 4 * count,
    measure: ({ path, sha256 }) => pool.call((api) => api.measure(path, sha256)),
    examine: (examined) => pool.call((api) => api.examine(examined)),
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}
