import { Box, Tooltip, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { AuditReport, PropertyAudit } from '../../../../main/domain/datasets/audit-report.ts';
import {
  otherWords,
  propertyName,
  propertyUnit,
  propertyWord,
} from '../../../../main/contract/messages/property-names.ts';
import { formatLabel, formatPercent } from '../../../shared/format/format.ts';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { differs } from './properties.ts';

/** Words of a property that a cell has room for. */
const WORDS = 3;

/** Properties of the files of each label; those that differ are marked. */
export function PropertiesPanel({ report: { properties, labels } }: { readonly report: AuditReport }) {
  const { t } = useTranslation('datasets');
  return (
    <Panel title={t('files')} hint={t('filesHint')}>
      <DataTable
        caption={t('filesCaption')}
        columns={[{ title: t('property') }, ...labels.map((label) => ({ title: formatLabel(label) }))]}
        rows={properties.map((property) => ({
          id: nameOf(property),
          cells: [
            <Name key="name" property={property} labels={labels} />,
            ...labels.map((label) => <Cell key={label} property={property} label={label} />),
          ],
        }))}
      />
    </Panel>
  );
}

function Name({ property, labels }: { readonly property: PropertyAudit; readonly labels: readonly string[] }) {
  const { t } = useTranslation('datasets');
  const isOther = differs(property, labels);
  const unit = property.kind === 'number' ? propertyUnit(property.property) : '';
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 0.75, alignItems: 'baseline' }}>
      <Tooltip title={isOther ? t('differs') : t('alike')}>
        <Box component="span" sx={{ width: 12, fontWeight: 700, color: isOther ? 'text.primary' : 'text.disabled' }}>
          {isOther ? '≠' : '='}
        </Box>
      </Tooltip>
      <span>
        {nameOf(property)}
        {unit !== '' && <Box component="span" sx={{ color: 'text.secondary' }}>{`, ${unit}`}</Box>}
      </span>
    </Box>
  );
}

const nameOf = (property: PropertyAudit): string =>
  propertyName(property.kind === 'number' ? property : property.subject);

const wordOf = ({ subject, words }: Extract<PropertyAudit, { kind: 'word' }>, place: number): string => {
  const word = words[place];
  return word === undefined ? otherWords() : propertyWord(subject, word);
};

const figure = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));

function Cell({ property, label }: { readonly property: PropertyAudit; readonly label: string }) {
  const { t } = useTranslation('datasets');
  if (property.kind === 'number') {
    const spread = property.perLabel[label];
    if (spread === undefined || spread === null) return <Quiet text={t('none')} />;
    const { median, low, high } = spread;
    return (
      <span>
        {figure(median)}
        {low !== high && <Quiet text={` (${figure(low)} to ${figure(high)})`} />}
      </span>
    );
  }
  const counts = property.perLabel[label] ?? [];
  const total = counts.reduce((a, b) => a + b, 0);
  const told = counts
    .map((count, place) => ({ word: wordOf(property, place), count }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  const text = told.slice(0, WORDS).map(({ word, count }) => `${word} ${formatPercent(count / total)}`);
  return (
    <Typography
      component="div"
      variant="body2"
      noWrap
      sx={{ maxWidth: 340 }}
      title={told.map(({ word, count }) => `${word}: ${count}`).join('\n')}
    >
      {text.join(', ')}
      {told.length > WORDS && <Quiet text=" …" />}
    </Typography>
  );
}

function Quiet({ text }: { readonly text: string }) {
  return (
    <Box component="span" sx={{ color: 'text.secondary' }}>
      {text}
    </Box>
  );
}
