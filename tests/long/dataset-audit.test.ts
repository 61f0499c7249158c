import { expect, test } from 'vitest';
import { auditShared, isShared, withReason } from '../support/audit-shared.ts';

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
