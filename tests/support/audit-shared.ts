/** Audits of the public collections that may lie beside the project. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openCasebook } from '../../main/casebook/open-casebook.ts';
import type { AuditReport } from '../../main/domain/datasets/audit-report.ts';
import { FaultError } from '../../main/domain/faults/fault.ts';
import { auditDataset } from '../../main/services/datasets/audit/audit-dataset.ts';
import { decoder } from './decoder.ts';
import { openDataset } from '../../main/services/datasets/opening/open-dataset.ts';
import { createFiles } from '../../main/services/files/allowed-files.ts';

const data = join(import.meta.dirname, '../../../shared/data');

export const isShared = (name: string): boolean => existsSync(join(data, name));

/** The name of a collection in a test's title, with the reason where it is skipped. */
export const withReason = (name: string): string =>
  isShared(name) ? name : `${name} (skipped: ../shared/data/${name} is not there)`;

export async function auditShared(name: string): Promise<AuditReport> {
  const casebook = openCasebook(':memory:', () => new Date());
  const opened = await openDataset(
    { kind: 'folder', path: join(data, name) },
    { casebook, files: await createFiles(null), decoder },
  );
  if (!opened.ok) throw new FaultError(opened.error);
  const report = await auditDataset(opened.value, { casebook, decoder, clock: () => new Date() });
  casebook.close();
  if (!report.ok) throw new FaultError(report.error);
  return report.value;
}
