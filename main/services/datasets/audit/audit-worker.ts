/** A thread of an audit: the sums of the report take minutes, in which the workstation must answer. */
import type { AuditReport } from '../../../domain/datasets/audit-report.ts';
import { serveThread } from '../../../runtime/threads/serve-thread.ts';
import { examineDataset } from './examine-dataset.ts';
import type { Examined } from './examined.ts';

const auditApi = {
  examine: (examined: Examined): Promise<AuditReport> => Promise.resolve(examineDataset(examined)),
};

export type AuditApi = typeof auditApi;

serveThread(auditApi);
