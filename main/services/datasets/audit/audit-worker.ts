/** A thread of an audit: decoding and the sums of the report take minutes, in which the workstation must answer. */
import { parentPort } from 'node:worker_threads';
import { failure, success } from '../../../domain/outcome.ts';
import { readSource } from '../../files/read-source.ts';
import { examineDataset } from './examine-dataset.ts';
import type { Examined } from './examined.ts';
import { measureImage } from './measure-image.ts';

/** One piece of work; the answer carries its number. */
export type AuditTask =
  | { readonly id: number; readonly kind: 'measure'; readonly path: string; readonly sha256: string }
  | { readonly id: number; readonly kind: 'examine'; readonly examined: Examined };

async function work(task: AuditTask): Promise<unknown> {
  if (task.kind === 'examine') return examineDataset(task.examined);
  const source = await readSource(task.path);
  if (!source.ok) return source;
  if (source.value.sha256 === task.sha256) return success(await measureImage(source.value.bytes));
  return failure('UNREADABLE', 'The file has changed while the dataset was audited. Audit it again.');
}

parentPort?.on('message', (task: AuditTask | null) => {
  if (task === null) parentPort?.close();
  else void work(task).then((result) => parentPort?.postMessage({ id: task.id, result }));
});
