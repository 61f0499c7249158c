/** A thread of an audit: decoding and the sums of the report take minutes, in which the workstation must answer. */
import type { AuditReport } from '../../../domain/datasets/audit-report.ts';
import type { ImageFeatures } from '../../../domain/datasets/image-features.ts';
import { failure, success, type Outcome } from '../../../domain/outcome.ts';
import { serveThread } from '../../../runtime/threads/serve-thread.ts';
import { readSource } from '../../files/read-source.ts';
import { examineDataset } from './examine-dataset.ts';
import type { Examined } from './examined.ts';
import { measureImage } from './measure-image.ts';

const auditApi = {
  /** Fails where the file can't be read now, or is not the one that it was. */
  async measure(path: string, sha256: string): Promise<Outcome<ImageFeatures>> {
    const source = await readSource(path);
    if (!source.ok) return source;
    if (source.value.sha256 === sha256) return success(await measureImage(source.value.bytes));
    return failure('dataset.file-changed', {});
  },
  examine: (examined: Examined): Promise<AuditReport> => Promise.resolve(examineDataset(examined)),
};

export type AuditApi = typeof auditApi;

serveThread(auditApi);
