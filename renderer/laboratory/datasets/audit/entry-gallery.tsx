import ArrowBack from '@mui/icons-material/ArrowBack';
import { Box, Button, ButtonBase, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DatasetEntryRow } from '../../../../main/contract/datasets.ts';
import type { DatasetId } from '../../../../main/domain/ids.ts';
import { operations } from '../../../shared/client/client.ts';
import { messageSentence } from '../../../shared/faults/fault-text.ts';
import { formatCount, formatLabel } from '../../../shared/format/format.ts';
import { useShortcuts } from '../../../shared/keyboard/use-shortcuts.ts';
import { FaultNotice } from '../../../shared/faults/fault-notice.tsx';
import { EntryThumbnail } from '../../../shared/images/thumbnail.tsx';
import { EntryView } from './entry-view.tsx';

/** Some images of a dataset that belong together. */
export interface Gallery {
  readonly title: string;
  readonly indexes: readonly number[];
  /** The number of all entries; there may be more than can be shown. */
  readonly count: number;
  /** The image that is open at first; null for the overview. */
  readonly place: number | null;
}

/** Up to so many images there is room to compare them at once. */
const FEW = 6;

interface EntryGalleryProps {
  readonly dataset: DatasetId;
  readonly name: string;
  readonly gallery: Gallery;
  readonly onClose: () => void;
}

/** Over the report: all images of a finding, each of which opens large. */
export function EntryGallery({ dataset, name, gallery, onClose }: EntryGalleryProps) {
  const { t } = useTranslation('datasets');
  const [place, setPlace] = useState(gallery.place);
  const { data, error } = useQuery(
    operations.datasets.entries.queryOptions({ input: { dataset, indexes: [...gallery.indexes], limit: 500 } }),
  );
  const rows = data?.rows ?? [];
  const row = place === null ? undefined : rows[place];
  const leave = (): void => (gallery.place === null ? setPlace(null) : onClose());
  if (place !== null && row !== undefined)
    return (
      <EntryView
        dataset={dataset}
        row={row}
        title={t('galleryTitle', { name, title: gallery.title })}
        place={place}
        count={rows.length}
        onPlace={setPlace}
        onClose={leave}
      />
    );
  return <Overview dataset={dataset} gallery={gallery} rows={rows} error={error} onOpen={setPlace} onClose={onClose} />;
}

interface OverviewProps extends Pick<EntryGalleryProps, 'dataset' | 'gallery' | 'onClose'> {
  readonly rows: readonly DatasetEntryRow[];
  readonly error: unknown;
  readonly onOpen: (place: number) => void;
}

function Overview({ dataset, gallery: { title, count }, rows, error, onOpen, onClose }: OverviewProps) {
  const { t } = useTranslation('datasets');
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus({ preventScroll: true }), []);
  useShortcuts(t('galleryKeys'), [{ keys: ['Escape'], does: t('backToReport'), press: onClose }]);
  return (
    <Box
      component="section"
      aria-label={t('gallery')}
      data-testid="gallery"
      sx={{
        position: 'absolute',
        inset: 0,
        zIndex: 2,
        bgcolor: 'background.default',
        display: 'flex',
        flexDirection: 'column',
      }}
    >
      <Box
        sx={{
          display: 'flex',
          gap: 1,
          alignItems: 'center',
          px: 1,
          minHeight: 44,
          borderBottom: '1px solid',
          borderColor: 'divider',
        }}
      >
        <Button ref={back} size="small" color="inherit" startIcon={<ArrowBack />} onClick={onClose}>
          {t('report')}
        </Button>
        <Typography noWrap title={title} sx={{ flex: 1, minWidth: 0 }}>
          {title}
        </Typography>
        <Typography variant="body2" color="textSecondary" sx={{ whiteSpace: 'nowrap' }}>
          {rows.length < count
            ? t('first', { shown: formatCount(rows.length), all: formatCount(count) })
            : formatCount(count)}
        </Typography>
      </Box>
      {error !== null && <FaultNotice error={error} />}
      <Box
        component="ul"
        sx={{
          m: 0,
          p: 1.5,
          listStyle: 'none',
          overflowY: 'auto',
          display: 'grid',
          gap: 1,
          gridTemplateColumns: `repeat(auto-fill, minmax(${rows.length > FEW ? 132 : 320}px, 1fr))`,
          alignContent: 'start',
        }}
      >
        {rows.map((row, place) => (
          <li key={row.index}>
            <Card dataset={dataset} row={row} onOpen={() => onOpen(place)} />
          </li>
        ))}
      </Box>
    </Box>
  );
}

function Card({
  dataset,
  row,
  onOpen,
}: {
  readonly dataset: DatasetId;
  readonly row: DatasetEntryRow;
  readonly onOpen: () => void;
}) {
  const { t } = useTranslation('datasets');
  return (
    <ButtonBase
      onClick={onOpen}
      aria-label={row.file}
      sx={{ display: 'block', width: '100%', textAlign: 'left', font: 'inherit', borderRadius: '3px' }}
    >
      <EntryThumbnail dataset={dataset} index={row.index} size="100%" alt="" />
      <Typography variant="caption" component="div" noWrap title={row.file}>
        {row.file}
      </Typography>
      <Typography variant="caption" component="div" noWrap color="textSecondary">
        {row.fault === null
          ? t('caption', {
              labels: row.labels.map(formatLabel).join(', '),
              split: t(`splitsInline.${row.split ?? 'none'}`),
            })
          : messageSentence(row.fault)}
      </Typography>
    </ButtonBase>
  );
}
