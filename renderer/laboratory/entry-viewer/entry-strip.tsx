import { visuallyHidden } from '@mui/utils';
import { Box, ButtonBase, Typography } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { DatasetId } from '../../../main/domain/ids.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { Fold } from '../../shared/components/fold.tsx';
import { t } from '../../shared/messages/messages.ts';
import type { StoredValue } from '../../shared/preferences/stored-value.ts';
import { EntryThumbnail } from '../../shared/images/thumbnail.tsx';

/** An image as the strip shows it. */
export interface StripEntry {
  readonly entry: number;
  /** The probability of the finding looked at. */
  readonly probability: number;
  readonly truth: boolean;
}

interface EntryStripProps {
  readonly title: string;
  /** Null where the images can't be had any more. */
  readonly dataset: DatasetId | null;
  readonly threshold: number;
  readonly count: number;
  readonly entryAt: (place: number) => StripEntry;
  readonly current: number;
  readonly isLoading: boolean;
  /** Whether the images are to be seen, or only how many they are. */
  readonly fold: StoredValue<boolean>;
  readonly onOpen: (place: number) => void;
}

const cardWidth = 92;
const gap = 6;

/** Prediction against truth, in words that need no colour. */
export function outcomeOf({ probability, truth }: StripEntry, threshold: number): string {
  const isCalled = probability >= threshold;
  if (truth) return isCalled ? t('entries:truePositive') : t('entries:falseNegative');
  return isCalled ? t('entries:falsePositive') : t('entries:trueNegative');
}

interface CardProps {
  readonly one: StripEntry;
  readonly dataset: DatasetId | null;
  readonly threshold: number;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
}

function Card({ one, dataset, threshold, isCurrent, onOpen }: CardProps) {
  const word = outcomeOf(one, threshold);
  const isWrong = one.truth !== one.probability >= threshold;
  return (
    <ButtonBase
      aria-current={isCurrent ? 'true' : undefined}
      data-testid="strip-case"
      data-entry={one.entry}
      onClick={onOpen}
      sx={{
        position: 'relative',
        width: cardWidth,
        flexDirection: 'column',
        alignItems: 'stretch',
        textAlign: 'left',
        borderRadius: '4px',
        p: '3px',
        font: 'inherit',
        bgcolor: isCurrent ? 'selected' : 'transparent',
        '&:hover': { bgcolor: 'raised' },
      }}
    >
      <Box component="span" sx={visuallyHidden}>
        {t(one.truth ? 'entries:imageWith' : 'entries:imageWithout', { entry: one.entry })}{' '}
      </Box>
      {dataset === null ? (
        <Box sx={{ width: '100%', aspectRatio: '1', bgcolor: '#000', borderRadius: '3px' }} />
      ) : (
        <EntryThumbnail dataset={dataset} index={one.entry} size="100%" alt="" />
      )}
      <Box sx={{ position: 'relative', height: 4, mt: '4px', bgcolor: 'selected', borderRadius: '1px' }}>
        <Box
          sx={{ position: 'absolute', inset: 0, bgcolor: 'machine.main' }}
          style={{ width: `${one.probability * 100}%` }}
        />
        <Box
          sx={{ position: 'absolute', top: -2, bottom: -2, width: '2px', bgcolor: 'text.primary' }}
          style={{ left: `${threshold * 100}%` }}
        />
      </Box>
      <Box
        sx={{ display: 'flex', alignItems: 'baseline', gap: 0.5, mt: '2px', fontSize: '0.6875rem', lineHeight: 1.35 }}
      >
        <Box component="span" sx={{ color: 'machine.main', fontWeight: 600 }}>
          {formatProbability(one.probability)}{' '}
        </Box>
        <Box
          component="span"
          sx={{
            ml: 'auto',
            color: isWrong ? 'text.primary' : 'text.secondary',
            fontWeight: isWrong ? 600 : 400,
            whiteSpace: 'nowrap',
          }}
        >
          {word}
        </Box>
      </Box>
    </ButtonBase>
  );
}

/** The chosen images side by side at the foot of the page; thousands scroll like ten. */
export function EntryStrip({
  title,
  dataset,
  threshold,
  count,
  entryAt,
  current,
  isLoading,
  fold,
  onOpen,
}: EntryStripProps) {
  const isShown = fold.use();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    horizontal: true,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardWidth + gap,
    overscan: 4,
  });
  useEffect(() => {
    if (count > 0) virtualizer.scrollToIndex(Math.min(current, count - 1), { align: 'auto' });
  }, [current, count, virtualizer]);
  return (
    <Box
      component="section"
      aria-label={t('entries:images')}
      sx={{
        flexShrink: 0,
        borderTop: '1px solid',
        borderColor: 'divider',
        bgcolor: 'frame',
        px: 2,
        pt: 0.75,
        pb: 0.75,
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: isShown ? 0.5 : 0 }}>
        <Typography component="h2" variant="h3" data-testid="strip-title" noWrap>
          {title}
        </Typography>
        <Typography variant="body2" color="textSecondary" data-testid="strip-count" sx={{ whiteSpace: 'nowrap' }}>
          {isLoading ? t('entries:loading') : t('entries:count', { count })}
        </Typography>
        <Box sx={{ ml: 'auto', display: 'flex', alignItems: 'center', gap: 1, whiteSpace: 'nowrap' }}>
          {count > 0 && isShown && (
            <Typography variant="caption" color="textSecondary">
              {t('entries:keys')}
            </Typography>
          )}
          <Fold value={fold} show={t('entries:showStrip')} hide={t('entries:hideStrip')} />
        </Box>
      </Box>
      <Box
        ref={scroller}
        tabIndex={count > 0 ? 0 : -1}
        role="group"
        aria-label={title}
        hidden={!isShown}
        sx={{ overflowX: 'auto', overflowY: 'hidden', height: 128 }}
      >
        {count === 0 && !isLoading && (
          <Typography variant="body2" color="textSecondary" sx={{ pt: 1 }}>
            {t('entries:none')}
          </Typography>
        )}
        <Box sx={{ position: 'relative', height: '100%' }} style={{ width: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const one = entryAt(index);
            return (
              <Box key={one.entry} sx={{ position: 'absolute', top: 0 }} style={{ left: start }}>
                <Card
                  one={one}
                  dataset={dataset}
                  threshold={threshold}
                  isCurrent={index === current}
                  onOpen={() => onOpen(index)}
                />
              </Box>
            );
          })}
        </Box>
      </Box>
    </Box>
  );
}
