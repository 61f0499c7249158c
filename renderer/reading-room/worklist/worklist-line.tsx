import { Box, Skeleton } from '@mui/material';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorklistRow } from '../../../main/domain/studies/study.ts';
import { formatDate, formatPatientName } from '../../shared/format/format.ts';
import { SyntheticMark } from '../../shared/studies/synthetic-mark.tsx';
import { Thumbnail } from '../../shared/images/thumbnail.tsx';
import { VerdictMark } from '../../shared/studies/verdict-mark.tsx';
import { columns, gridTemplate, rowHeight } from './columns.ts';
import { FindingCell } from './finding-cell.tsx';

const ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

interface WorklistLineProps {
  readonly row: WorklistRow | undefined;
  readonly index: number;
  readonly isSelected: boolean;
  readonly onSelect: (index: number, row: WorklistRow) => void;
  readonly onOpen: (index: number, row: WorklistRow) => void;
}

function Patient({ row }: { readonly row: WorklistRow }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box
        sx={{
          ...ellipsis,
          fontWeight: row.status === 'unread' && row.patientName !== '' ? 600 : 400,
          color: row.patientName === '' ? 'text.secondary' : 'inherit',
        }}
      >
        {formatPatientName(row.patientName)}
      </Box>
      <Box sx={{ display: 'flex', gap: 0.75, alignItems: 'center', color: 'text.secondary', fontSize: '0.75rem' }}>
        <Box component="span" sx={ellipsis}>
          {row.patientId}
        </Box>
        {row.isSynthetic && <SyntheticMark />}
      </Box>
    </Box>
  );
}

function Cells({ row }: { readonly row: WorklistRow }) {
  const { t } = useTranslation('worklist');
  const images = t('images', { count: row.instanceCount });
  const contents = [
    <Thumbnail key="picture" instanceId={row.keyInstanceId} size={48} alt="" />,
    <Patient key="patient" row={row} />,
    <Box key="study" sx={{ minWidth: 0 }}>
      <Box sx={ellipsis}>{row.description || t('noDescription')}</Box>
      <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
        {[row.modality, images].filter((part) => part !== '').join(' · ')}
      </Box>
    </Box>,
    <Box key="date" sx={{ color: row.studyDate === null ? 'text.secondary' : 'inherit', whiteSpace: 'nowrap' }}>
      {formatDate(row.studyDate)}
    </Box>,
    <FindingCell key="findings" row={row} />,
    t(row.status === 'read' ? 'filter.read' : 'filter.unread'),
    row.lastVerdict === null ? null : <VerdictMark key="verdict" verdict={row.lastVerdict} />,
  ];
  return contents.map((content, index) => (
    <Box key={columns[index]?.name} role="gridcell" sx={{ minWidth: 0 }}>
      {content}
    </Box>
  ));
}

/** One study; a skeleton of the same size while its page is on the way. */
export const WorklistLine = memo(function WorklistLine({
  row,
  index,
  isSelected,
  onSelect,
  onOpen,
}: WorklistLineProps) {
  return (
    <Box
      role="row"
      id={`worklist-row-${index}`}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-study-id={row?.studyId}
      onMouseDown={() => row !== undefined && onSelect(index, row)}
      onDoubleClick={() => row !== undefined && onOpen(index, row)}
      sx={{
        display: 'grid',
        gridTemplateColumns: gridTemplate,
        alignItems: 'center',
        columnGap: 1.5,
        height: rowHeight,
        px: 1.5,
        cursor: 'default',
        userSelect: 'none',
        borderBottom: '1px solid',
        borderColor: 'divider',
        bgcolor: isSelected ? 'selected' : 'transparent',
        boxShadow: isSelected ? 'inset 3px 0 0 var(--mui-palette-text-primary)' : 'none',
        '&:hover': { bgcolor: isSelected ? 'selected' : 'raised' },
      }}
    >
      {row === undefined ? columns.map(({ name }) => <Skeleton key={name} height={18} />) : <Cells row={row} />}
    </Box>
  );
});
