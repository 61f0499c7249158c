import { expect, test } from 'vitest';
import { auditSentenceOf } from '../../main/contract/messages/audit-sentences.ts';
import { auditShared, isShared, withReason } from '../support/audit-shared.ts';

test.skipIf(!isShared('covid-chest-xray'))(
  `the audit says that source and label are confounded in ${withReason('covid-chest-xray')}`,
  async () => {
    const { findings, probes } = await auditShared('covid-chest-xray');
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
