import { auditHeadline, auditSentenceOf } from '../../../contract/messages/audit-sentences.ts';
import { describe, expect, test } from 'vitest';
import type { AuditReport } from '../../../domain/datasets/audit-report.ts';
import type { ProbeName } from '../../../domain/datasets/dataset-terms.ts';
import { MINIATURE_SIDE } from '../../../domain/datasets/image-features.ts';
import { createRandom } from '../../../domain/statistics/random.ts';
import { blobs, makeExamined, type MadeImage } from '../../../../tests/support/make-dataset.ts';
import { examineDataset } from './examine-dataset.ts';

/** 120 images, every other one ill; `change` says what the ill ones and the healthy ones are like. */
function examine(change: (isIll: boolean, i: number) => MadeImage = () => ({})): AuditReport {
  return examineDataset(
    makeExamined(
      Array.from({ length: 120 }, (_, i) => ({ labels: [i % 2 === 0 ? 'ILL' : 'NORMAL'], ...change(i % 2 === 0, i) })),
    ),
  );
}

const probeOf = ({ probes }: AuditReport, name: ProbeName) => probes.find((probe) => probe.name === name)!;
const codesOf = ({ findings }: AuditReport): string[] => findings.map(({ code, severity }) => `${severity} ${code}`);

/** An image with a frame of this brightness, noise over it. */
function framed(seed: number, brightness: number): Uint8Array {
  const random = createRandom(`frame ${seed}`);
  const inside = blobs(seed, MINIATURE_SIDE);
  return Uint8Array.from(inside, (value, i) => {
    const [x, y] = [i % MINIATURE_SIDE, Math.floor(i / MINIATURE_SIDE)];
    const isFrame = Math.min(x, y, MINIATURE_SIDE - 1 - x, MINIATURE_SIDE - 1 - y) < 2;
    return isFrame ? Math.max(0, Math.min(255, brightness + 30 * random.normal())) : 255 * value;
  });
}

describe('the probes', () => {
  test('find nothing where there is nothing: over several draws of the labels the areas lie about one half', () => {
    const reports = Array.from({ length: 8 }, (_, seed) => {
      const random = createRandom(`labels ${seed}`);
      return examine(() => ({ labels: [random.next() < 0.5 ? 'ILL' : 'NORMAL'] }));
    });
    for (const name of ['border', 'intensity'] as const) {
      const areas = reports.map((report) => probeOf(report, name).perLabel['ILL']!.value);
      expect(Math.abs(areas.reduce((a, b) => a + b, 0) / areas.length - 0.5)).toBeLessThan(0.07);
    }
    expect(probeOf(reports[0]!, 'file').perLabel['ILL']!.value).toBe(0.5);
    expect(reports.flatMap(codesOf).filter((code) => code.includes('TELL'))).toEqual([]);
  });

  test('find a border that tells the label, and call it an error', () => {
    const report = examine((isIll, i) => ({ features: { miniature: framed(i, isIll ? 140 : 90) } }));
    const border = probeOf(report, 'border');
    const { perLabel, severity } = border;
    expect(perLabel['ILL']!.interval95[0]).toBeGreaterThan(0.9);
    expect(severity).toBe('error');
    expect(auditSentenceOf(border)).toMatch(
      /^The border reveals the label: the outermost 3 % of the pixels alone predict ILL against NORMAL \(AUC 1\.00/,
    );
    expect(codesOf(report)).toContain('error BORDER_TELLS_LABEL');
  });

  test('say that source and label are confounded where sizes, or a column, tell the label', () => {
    const bySize = examine((isIll, i) => ({ features: { properties: isIll ? { width: 90 + i, height: 120 } : {} } }));
    expect(auditSentenceOf(bySize.summary.sentences[0]!)).toMatch(
      /^Source and label are confounded: image dimensions, .+ alone predict ILL against NORMAL .+; most of all /,
    );
    const byColumn = examine((isIll, i) => ({
      attributes: { source: isIll && i % 40 !== 0 ? 'clinic A' : 'clinic B' },
    }));
    expect(codesOf(byColumn)).toContain('error SOURCE_TELLS_LABEL');
    const byChance = examine((_, i) => ({ attributes: { source: `clinic ${i % 3}` } }));
    expect(codesOf(byChance).filter((code) => code.includes('SOURCE'))).toEqual([]);
  });

  test('don’t call names an error, which no model sees', () => {
    const report = examine((isIll, i) => ({ file: isIll ? `person${i}_virus.png` : `IM-${i}.png` }));
    expect(codesOf(report)).toContain('note NAMES_TELL_LABEL');
    expect(report.summary.errors).toBe(0);
  });

  test('keep silent with fewer than ten patients of a label', () => {
    const report = examineDataset(
      makeExamined([...Array(9).fill({ labels: ['ILL'] }), ...Array(50).fill({})] as MadeImage[]),
    );
    expect(probeOf(report, 'border').perLabel).toEqual({ ILL: null, NORMAL: null });
    expect(auditSentenceOf(probeOf(report, 'border'))).toMatch(/^Too few patients/);
  });

  test('give the same figures each time', () => {
    expect(examine()).toEqual(examine());
  });
});

describe('an audit', () => {
  test('calls a patient on both sides of the split an error and shows the images', () => {
    const report = examine((_, i) => ({ split: i % 4 === 0 ? 'val' : 'train', patient: i < 8 ? 'Jane Roe' : `p${i}` }));
    expect(report.patientsAcrossSplits).toEqual([[0, 1, 2, 3, 4, 5, 6, 7]]);
    const [found] = report.findings.filter(({ code }) => code === 'PATIENT_IN_TWO_SPLITS');
    expect(found).toMatchObject({ severity: 'error', entryCount: 8, numbers: { patients: 1 } });
    expect(auditSentenceOf(found!)).toMatch(/^1 patient has images in more than one split \(8 images\)/);
    expect(JSON.stringify(found)).not.toContain('Jane');
  });

  test('names labels that differ only in their spelling', () => {
    const labels = ['Pleural Thickening', 'pleural_thickening', 'COVID-19', 'Covid19', 'Grade 1-2', 'Grade 12'];
    const report = examine((_, i) => ({ labels: [labels[i % labels.length]!] }));
    const found = report.findings.filter(({ code }) => code === 'LABEL_IN_SEVERAL_SPELLINGS');
    expect(found.map(auditSentenceOf)).toEqual([
      expect.stringMatching(/^The labels “COVID-19” and “Covid19” look like one/),
      expect.stringMatching(/^The labels “Pleural Thickening” and “pleural_thickening” look like one/),
    ]);
    expect(found.map(({ severity, entryCount }) => [severity, entryCount])).toEqual(Array(2).fill(['warning', 40]));
  });

  test('names unreadable files with their reasons and leaves them out of the rest', () => {
    const report = examine((_, i) => (i === 5 ? { features: { fault: { code: 'file.gone', details: {} } } } : {}));
    expect(report.unreadable).toEqual([{ entry: 5, fault: { code: 'file.gone', details: {} } }]);
    expect(codesOf(report)).toContain('warning UNREADABLE');
    expect(probeOf(report, 'border').perLabel['ILL']!.n).toBe(119);
  });

  test('says what the number of test cases lets be known', () => {
    const report = examine((isIll, i) => ({ split: isIll || i > 60 ? 'train' : 'val' }));
    expect(codesOf(report)).toContain('error SPLIT_WITHOUT_LABEL');
    const whole = examine((_, i) => ({ split: i < 40 ? 'train' : 'val' }));
    expect(whole.precision).toHaveLength(1);
    expect(whole.precision[0]).toMatchObject({ split: 'val', label: 'ILL', withLabel: 40, withoutLabel: 40 });
    // Wilson's interval of 36 of 40 is 0.769 to 0.960.
    expect(whole.precision[0]!.specificityHalfWidth).toBeCloseTo(0.0955, 3);
    expect(auditSentenceOf(whole.precision[0]!)).toMatch(
      /40 validation images without ILL \(40 patients\) give a specificity of 0.90 a 95 % interval of ±0.10/,
    );
  });

  test('counts patients, not images, for what can be known', () => {
    const report = examine((_, i) => ({ patient: `p${i % 20}` }));
    expect(auditSentenceOf(report.precision[0]!)).toMatch(
      /^60 images with ILL \(10 patients\) give a sensitivity of 0.90 a 95 % interval of ±/,
    );
  });

  test('has nothing to say against a dataset that is in order', () => {
    const report = examineDataset(
      makeExamined(
        Array.from({ length: 900 }, (_, i) => ({
          labels: [i % 2 === 0 ? 'ILL' : 'NORMAL'],
          split: i < 300 ? ('train' as const) : ('val' as const),
        })),
      ),
    );
    expect(report.summary).toMatchObject({ errors: 0, warnings: 0, sentences: [] });
    expect(auditHeadline(report.counts, report.summary)).toBe('900 images of 900 patients: no errors and no warnings.');
  });
});
