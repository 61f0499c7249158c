/**
 * The programs that run in threads and processes, by the name that a bundle gives them beside its own program. What bundles, and what
 * looks for dead code, reads them from here.
 */
export const workers = {
  'audit-worker': 'main/services/datasets/audit/audit-worker.ts',
  'backup-worker': 'main/services/backups/backup-worker.ts',
  'decode-worker': 'main/services/decoding/decode-worker.ts',
  'measure-worker': 'main/services/evaluation/reports/measure-worker.ts',
  'training-worker': 'main/services/training-service/thread/training-worker.ts',
  'weight-file-worker': 'main/services/models/weight-file-worker.ts',
} as const;

export type WorkerName = keyof typeof workers;

/** As source where this file is source; else bundled, beside this program. */
export function programOf(name: WorkerName): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? `../../../${workers[name]}` : `./${name}.js`, import.meta.url);
}
