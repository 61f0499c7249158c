import { Box, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DatasetEntryRow } from '../../../../main/contract/datasets.ts';
import type { DatasetId } from '../../../../main/domain/ids.ts';
import { EntryLayout } from '../../entry-viewer/entry-layout.tsx';
import { EntryTile } from '../../entry-viewer/entry-tile.tsx';
import { wholeImage } from '../../entry-viewer/image-view.ts';
import { useEntryPicture } from '../../entry-viewer/use-entry-picture.ts';
import { messageSentence } from '../../../shared/faults/fault-text.ts';
import { formatLabel } from '../../../shared/format/format.ts';
import { PanelSection } from '../../../shared/components/panel-section.tsx';

interface EntryViewProps {
  readonly dataset: DatasetId;
  readonly row: DatasetEntryRow;
  readonly title: string;
  readonly place: number;
  readonly count: number;
  readonly onPlace: (place: number) => void;
  readonly onClose: () => void;
}

/** One image of a dataset, large, with all that is known of it. */
export function EntryView({ dataset, row, ...frame }: EntryViewProps) {
  const [view, setView] = useState(wholeImage);
  const picture = useEntryPicture(dataset, row.index);
  return (
    <EntryLayout {...frame} panel={<Facts row={row} />}>
      <EntryTile
        name={row.file}
        picture={picture.data}
        error={picture.error}
        heatmap={undefined}
        opacity={0}
        view={view}
        onView={setView}
      />
    </EntryLayout>
  );
}

function Facts({ row }: { readonly row: DatasetEntryRow }) {
  const { t } = useTranslation('datasets');
  const facts: readonly (readonly [string, string])[] = [
    [t('file'), row.file],
    [row.labels.length === 1 ? t('label') : t('labels'), row.labels.map(formatLabel).join(', ')],
    [t('patient'), row.patient ?? t('notKnown')],
    [t('splitColumn'), t(`splits.${row.split ?? 'none'}`)],
    ...Object.entries(row.attributes),
    ...(row.fault === null ? [] : [[t('unreadable'), messageSentence(row.fault)] as const]),
  ];
  return (
    <PanelSection title={t('image')}>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1 }}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <Typography component="dt" variant="caption" color="textSecondary">
              {name}
            </Typography>
            <Typography component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
              {value}
            </Typography>
          </div>
        ))}
      </Box>
    </PanelSection>
  );
}
