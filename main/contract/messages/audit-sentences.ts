/** The sentences of audits, for pages, command line and cards alike. */
import type { AuditStatement, AuditStatements, AuditText } from '../../domain/datasets/audit-statements.ts';
import type { ProbeName } from '../../domain/datasets/dataset-terms.ts';
import type { AuditSummary, DatasetCounts } from '../../domain/datasets/dataset.ts';
import type { Severity } from '../../domain/datasets/dataset-terms.ts';
import { featureName } from './property-names.ts';
import { t } from './messages.ts';

/** Those of earlier versions stand as they were kept. */
export const auditSentenceOf = (text: AuditText): string =>
  'sentence' in text ? text.sentence : capitalised(toSentence(text.statement));

/** One line for the top of a report. */
export function auditHeadline(
  { images, patients }: Pick<DatasetCounts, 'images' | 'patients'>,
  { errors, warnings }: Pick<AuditSummary, 'errors' | 'warnings'>,
): string {
  const counts = { images: t('audit:images', { count: images }), patients: t('audit:patients', { count: patients }) };
  if (errors + warnings === 0) return t('audit:headlineFine', counts);
  return t('audit:headline', {
    ...counts,
    errors: t('audit:errors', { count: errors }),
    warnings: t('audit:warnings', { count: warnings }),
  });
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A, B and C. */
const listed = (words: readonly string[]): string => new Intl.ListFormat('en-GB').format(words);

function toSentence({ code, details }: AuditStatement): string {
  switch (code) {
    case 'imbalance': {
      const { isMultiLabel, ratio, ...counts } = details;
      return t(isMultiLabel ? 'audit:imbalanceOfFindings' : 'audit:imbalance', { ...counts, ratio: ratio.toFixed(1) });
    }
    case 'splitWithoutLabel':
      return t('audit:splitWithoutLabel', {
        split: t(`audit:split.${details.split}`),
        labels: listed(details.labels),
      });
    case 'patientsAcrossSplits':
      return t('audit:patientsAcrossSplits', {
        count: details.count,
        imageCount: t('audit:images', { count: details.images }),
      });
    case 'patientsUnknown': {
      const { count, images, isSplit } = details;
      const consequence = t(isSplit ? 'audit:patientsUnknownSplit' : 'audit:patientsUnknownNoSplit');
      return count === images
        ? t('audit:patientsUnknownAll', { consequence })
        : t('audit:patientsUnknown', { count, images, consequence });
    }
    case 'probeOfFewPatients':
      return t('audit:probeOfFewPatients', { subject: t(`audit:subject.${details.probe}`) });
    case 'probeUnreliable':
      return t(details.low > 0.5 ? 'audit:probeWeak' : 'audit:probeUnreliable', probedLabel(details));
    case 'probePredicts': {
      const { lead, consequence } = consequenceOf(details.probe, details.severity);
      const isNamed = details.probe === 'source' || details.probe === 'file';
      return t('audit:probePredicts', {
        ...probedLabel(details),
        lead: lead === null ? '' : t(`audit:lead.${lead}`),
        by: isNamed ? t('audit:strongest', { names: listed(details.strongest.slice(0, 3).map(featureName)) }) : '',
        consequence: t(`audit:consequence.${consequence}`),
      });
    }
    case 'precision':
      return precisionSentence(details);
    case 'otherFolders': {
      const { folders } = details;
      return t('audit:otherFolders', { count: folders.length, folders: listed(folders.map((name) => `“${name}”`)) });
    }
    case 'labelSpellings':
      return t('audit:labelSpellings', { labels: listed(details.labels.map((name) => `“${name}”`)) });
    case 'oneLabel':
      return t('audit:oneLabel', details);
    case 'noSplit':
    case 'probeWithoutDifference':
      return t(`audit:${code}`);
    default:
      return t(`audit:${code}`, { count: details.count });
  }
}

function probedLabel({ probe, label, other, auc, low, high }: AuditStatements['probeUnreliable']) {
  return {
    subject: t(`audit:subject.${probe}`),
    label,
    others: other ?? t('audit:otherLabels'),
    auc: auc.toFixed(2),
    low: low.toFixed(2),
    high: high.toFixed(2),
  };
}

type Consequence = 'confounded' | 'shortcut' | 'subgroups' | 'names' | 'resizing' | 'border' | 'borderMay' | 'samples' | 'disease' | 'diseaseCompare'; // prettier-ignore

const consequences: Readonly<Record<ProbeName, Readonly<Record<Severity, Consequence>>>> = {
  source: { error: 'confounded', warning: 'shortcut', note: 'subgroups' },
  names: { error: 'confounded', warning: 'confounded', note: 'names' },
  file: { error: 'confounded', warning: 'shortcut', note: 'resizing' },
  border: { error: 'border', warning: 'borderMay', note: 'samples' },
  intensity: { error: 'shortcut', warning: 'diseaseCompare', note: 'disease' },
};

function consequenceOf(probe: ProbeName, severity: Severity) {
  const consequence = consequences[probe][severity];
  const lead = consequence === 'confounded' || consequence === 'border' ? consequence : null;
  return { lead, consequence };
}

function precisionSentence(details: AuditStatements['precision']): string {
  const { label, split, rate, area, aucHalfWidth } = details;
  const part = (
    name: 'sensitivity' | 'specificity',
    count: number,
    patients: number,
    halfWidth: number | null,
    kind: string,
  ): string =>
    halfWidth === null
      ? t('audit:precisionNoRate', { kind, rate: t(`audit:${name}`) })
      : t('audit:precisionRate', {
          images:
            split === null
              ? t('audit:images', { count })
              : t('audit:splitImages', { count, split: t(`audit:split.${split}`) }),
          kind,
          patients: t('audit:patients', { count: patients }),
          rate: t(`audit:${name}`),
          value: rate.toFixed(2),
          halfWidth: halfWidth.toFixed(2),
        });
  const { withLabel, withoutLabel, patientsWith, patientsWithout } = details;
  return t('audit:precision', {
    sensitivity: part(
      'sensitivity',
      withLabel,
      patientsWith,
      details.sensitivityHalfWidth,
      t('audit:withLabel', { label }),
    ),
    specificity: part(
      'specificity',
      withoutLabel,
      patientsWithout,
      details.specificityHalfWidth,
      t('audit:withoutLabel', { label }),
    ),
    area:
      aucHalfWidth === null
        ? ''
        : t('audit:precisionArea', { value: area.toFixed(2), halfWidth: aucHalfWidth.toFixed(3) }),
  });
}
