import { Box, Button, ButtonBase, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DatasetEntryRow } from '../../../../main/contract/datasets.ts';
import type { DuplicatePair } from '../../../../main/domain/datasets/audit-report.ts';
import { operations } from '../../../shared/client/client.ts';
import { formatCount, formatLabel } from '../../../shared/format/format.ts';
import { Panel } from '../../../shared/components/panel.tsx';
import { EntryThumbnail } from '../../../shared/images/thumbnail.tsx';
import type { AuditReportViewProps } from './audit-report-props.ts';
import { counted } from './dataset-words.ts';

const AT_FIRST = 6;
const MOST = 60;

/** Pairs side by side, the gravest first. */
export function DuplicatesPanel({ dataset, report: { duplicates, duplicateCount }, onShow }: AuditReportViewProps) {
  const { t } = useTranslation('datasets');
  const [isAll, setIsAll] = useState(false);
  const shown = duplicates.slice(0, isAll ? MOST : AT_FIRST);
  const indexes = [...new Set(shown.flatMap(({ a, b }) => [a, b]))];
  const { data } = useQuery(
    operations.datasets.entries.queryOptions({
      input: { dataset, indexes, limit: 500 },
      enabled: indexes.length > 0,
    }),
  );
  const rows = new Map(data?.rows.map((row) => [row.index, row]));
  return (
    <Panel title={t('duplicates')} hint={counted(t, 'pairs', duplicateCount)}>
      {duplicateCount === 0 && (
        <Typography variant="body2" color="textSecondary" sx={{ pb: 0.5 }}>
          {t('noDuplicates')}
        </Typography>
      )}
      <Box
        sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(212px, 1fr))', gap: 1, pb: 0.5 }}
        data-testid="pairs"
      >
        {shown.map((pair) => (
          <Pair key={`${pair.a} ${pair.b}`} pair={pair} rows={rows} dataset={dataset} onShow={onShow} />
        ))}
      </Box>
      {duplicateCount > AT_FIRST && (
        <Button size="small" onClick={() => setIsAll(!isAll)}>
          {isAll
            ? t('fewer')
            : t('more', { shown: formatCount(Math.min(MOST, duplicates.length)), all: formatCount(duplicateCount) })}
        </Button>
      )}
    </Panel>
  );
}

interface PairProps extends Pick<AuditReportViewProps, 'dataset' | 'onShow'> {
  readonly pair: DuplicatePair;
  readonly rows: ReadonlyMap<number, DatasetEntryRow>;
}

function Pair({ pair, rows, dataset, onShow }: PairProps) {
  const { t } = useTranslation('datasets');
  const { a, b, isAcrossSplits, hasOtherLabel, hasOtherPatient } = pair;
  const kind = t(`kind.${pair.kind}`);
  const faults = [
    isAcrossSplits && t('acrossSplits'),
    hasOtherLabel && t('otherLabel'),
    hasOtherPatient && t('otherPatient'),
  ].filter(Boolean);
  return (
    <Box data-testid="pair">
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '3px' }}>
        {[a, b].map((index, place) => (
          <ButtonBase
            key={index}
            aria-label={t('pairImage', { kind, file: rows.get(index)?.file ?? index })}
            onClick={() => onShow({ title: t('pair', { kind }), indexes: [a, b], count: 2, place })}
            sx={{ display: 'block', textAlign: 'left', font: 'inherit', borderRadius: '3px', minWidth: 0 }}
          >
            <EntryThumbnail dataset={dataset} index={index} size="100%" alt="" />
            <Caption row={rows.get(index)} />
          </ButtonBase>
        ))}
      </Box>
      <Typography
        variant="caption"
        component="p"
        sx={{ color: isAcrossSplits || hasOtherLabel ? 'error.main' : 'text.secondary' }}
      >
        {[kind, ...faults].join(', ')}
      </Typography>
    </Box>
  );
}

function Caption({ row }: { readonly row: DatasetEntryRow | undefined }) {
  const { t } = useTranslation('datasets');
  const text =
    row === undefined
      ? ''
      : t('caption', {
          labels: row.labels.map(formatLabel).join(', '),
          split: t(`splitsInline.${row.split ?? 'none'}`),
        });
  return (
    <Typography variant="caption" component="div" noWrap title={row?.file} sx={{ minHeight: 17 }}>
      {text}
    </Typography>
  );
}
