import { Box, Button, ButtonBase, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DatasetEntryRow } from '../../../../main/contract/datasets.ts';
import type { DuplicatePair } from '../../../../main/domain/datasets/audit-report.ts';
import { operations } from '../../../shared/client/client.ts';
import { formatLabel } from '../../../shared/format/format.ts';
import { Panel } from '../../../shared/components/panel.tsx';
import { EntryThumbnail } from '../../../shared/images/thumbnail.tsx';
import type { AuditReportViewProps } from './audit-report-props.ts';
import { plural, splitTitles } from './dataset-words.ts';

const kinds: Readonly<Record<DuplicatePair['kind'], string>> = {
  file: 'the same file',
  pixels: 'the same pixels',
  look: 'looks the same',
};
const AT_FIRST = 6;
const MOST = 60;

/** Pairs side by side, the gravest first. */
export function DuplicatesPanel({ dataset, report: { duplicates, duplicateCount }, onShow }: AuditReportViewProps) {
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
    <Panel title="Duplicates" hint={plural(duplicateCount, 'pair')}>
      {duplicateCount === 0 && (
        <Typography variant="body2" color="textSecondary" sx={{ pb: 0.5 }}>
          No image is there twice: not as a file, not as pixels, and none looks like another.
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
          {isAll ? 'Show fewer' : `Show ${Math.min(MOST, duplicates.length)} of ${duplicateCount}`}
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
  const { a, b, kind, isAcrossSplits, hasOtherLabel, hasOtherPatient } = pair;
  const faults = [
    isAcrossSplits && 'in two splits',
    hasOtherLabel && 'with two labels',
    hasOtherPatient && 'under two patients',
  ].filter(Boolean);
  return (
    <Box data-testid="pair">
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '3px' }}>
        {[a, b].map((index, place) => (
          <ButtonBase
            key={index}
            aria-label={`${kinds[kind]}: ${rows.get(index)?.file ?? index}`}
            onClick={() => onShow({ title: `A pair: ${kinds[kind]}`, indexes: [a, b], count: 2, place })}
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
        {[kinds[kind], ...faults].join(', ')}
      </Typography>
    </Box>
  );
}

function Caption({ row }: { readonly row: DatasetEntryRow | undefined }) {
  const text =
    row === undefined
      ? ''
      : `${row.labels.map(formatLabel).join(', ')}, ${splitTitles[row.split ?? 'none'].toLowerCase()}`;
  return (
    <Typography variant="caption" component="div" noWrap title={row?.file} sx={{ minHeight: 17 }}>
      {text}
    </Typography>
  );
}
