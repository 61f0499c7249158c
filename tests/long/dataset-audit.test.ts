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

test.skipIf(!isShared('chest-xray-pneumonia'))(
  `the audit finds the copies in ${withReason('chest-xray-pneumonia')} and no two patients alike but one pair`,
  async () => {
    const { duplicates, probes, counts } = await auditShared('chest-xray-pneumonia');
    expect(counts.images).toBe(5216);
    expect(duplicates.filter(({ kind }) => kind === 'file')).toHaveLength(28);
    expect(duplicates.filter(({ isAcrossSplits, hasOtherLabel }) => isAcrossSplits || hasOtherLabel)).toEqual([]);
    expect(duplicates.filter(({ kind }) => kind === 'look').length).toBeLessThanOrEqual(2);
    // All files are alike, so nothing is told by them; the border tells a lot.
    expect(probes.find(({ name }) => name === 'file')!.perLabel['PNEUMONIA']!.value).toBe(0.5);
    expect(probes.find(({ name }) => name === 'border')!.perLabel['PNEUMONIA']!.value).toBeGreaterThan(0.85);
  },
);
