/** The audit of the two public sets, where they lie beside the project. */
import { auditSentenceOf } from '../../main/contract/messages/audit-sentences.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCasebook } from '../../main/casebook/open-casebook.ts';
import type { AuditReport } from '../../main/domain/datasets/audit-report.ts';
import { auditDataset } from '../../main/services/datasets/audit/audit-dataset.ts';
import { openDataset } from '../../main/services/datasets/opening/open-dataset.ts';
import { createFiles } from '../../main/services/files/allowed-files.ts';
import { FaultError } from '../../main/domain/faults/fault.ts';

const data = join(import.meta.dirname, '../../../shared/data');

async function audit(name: string): Promise<AuditReport> {
  const casebook = openCasebook(':memory:', () => new Date());
  const opened = await openDataset(
    { kind: 'folder', path: join(data, name) },
    { casebook, files: await createFiles(null) },
  );
  if (!opened.ok) throw new FaultError(opened.error);
  const report = await auditDataset(opened.value, { casebook, clock: () => new Date() });
  casebook.close();
  if (!report.ok) throw new FaultError(report.error);
  return report.value;
}
const withReason = (name: string): string =>
  existsSync(join(data, name)) ? name : `${name} (skipped: ../shared/data/${name} is not there)`;

describe('the audit', () => {
  test.skipIf(!existsSync(join(data, 'covid-chest-xray')))(
    `says that source and label are confounded in ${withReason('covid-chest-xray')}`,
    async () => {
      const { findings, probes } = await audit('covid-chest-xray');
      const [first] = findings;
      expect(first).toMatchObject({ code: 'FILE_TELLS_LABEL', severity: 'error' });
      expect(auditSentenceOf(first!)).toMatch(
        /^Source and label are confounded: .+ predict COVID against the other labels/,
      );
      const border = probes.find(({ name }) => name === 'border')!;
      expect(border.perLabel['COVID']!.interval95[0]).toBeGreaterThan(0.8);
      expect(findings.map(({ code }) => code)).not.toContain('PATIENT_IN_TWO_SPLITS');
    },
  );

  test.skipIf(!existsSync(join(data, 'chest-xray-pneumonia')))(
    `finds the copies in ${withReason('chest-xray-pneumonia')} and no two patients alike but one pair`,
    async () => {
      const { duplicates, probes, counts } = await audit('chest-xray-pneumonia');
      expect(counts.images).toBe(5216);
      expect(duplicates.filter(({ kind }) => kind === 'file')).toHaveLength(28);
      expect(duplicates.filter(({ isAcrossSplits, hasOtherLabel }) => isAcrossSplits || hasOtherLabel)).toEqual([]);
      expect(duplicates.filter(({ kind }) => kind === 'look').length).toBeLessThanOrEqual(2);
      // All files are alike, so nothing is told by them; the border tells a lot.
      expect(probes.find(({ name }) => name === 'file')!.perLabel['PNEUMONIA']!.value).toBe(0.5);
      expect(probes.find(({ name }) => name === 'border')!.perLabel['PNEUMONIA']!.value).toBeGreaterThan(0.85);
    },
  );
});
