import ArrowBack from '@mui/icons-material/ArrowBack';
import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import { Box, Button, IconButton, Tooltip, Typography } from '@mui/material';
import { useEffect, useRef, type ReactNode } from 'react';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts.ts';
import { t } from '../../shared/messages/messages.ts';

interface EntryLayoutProps {
  /** Names the list that the image is from. */
  readonly title: string;
  readonly place: number;
  readonly count: number;
  readonly onPlace: (place: number) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** At the right. */
  readonly panel: ReactNode;
}

/** An image over its page, with the way to the next one and back; the page below stays as it was. */
export function EntryLayout({ title, place, count, onPlace, onClose, children, panel }: EntryLayoutProps) {
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    back.current?.focus({ preventScroll: true });
    return () => (before instanceof HTMLElement ? before.focus({ preventScroll: true }) : undefined);
  }, []);
  const step = (by: number): void => {
    if (place + by >= 0 && place + by < count) onPlace(place + by);
  };
  useShortcuts(t('entries:image'), [
    { keys: ['j', 'ArrowDown', 'ArrowRight'], does: t('entries:next'), press: () => step(1), repeats: true },
    { keys: ['k', 'ArrowUp', 'ArrowLeft'], does: t('entries:previous'), press: () => step(-1), repeats: true },
    { keys: ['Escape'], does: t('entries:back'), press: onClose },
  ]);
  return (
    <Box
      component="section"
      aria-label={t('entries:image')}
      data-testid="case"
      sx={{ position: 'absolute', inset: 0, zIndex: 2, display: 'flex', bgcolor: 'background.default' }}
    >
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 1,
            px: 1,
            minHeight: 44,
            borderBottom: '1px solid',
            borderColor: 'divider',
          }}
        >
          <Button ref={back} size="small" color="inherit" startIcon={<ArrowBack />} onClick={onClose}>
            {t('entries:report')}
          </Button>
          <Typography noWrap sx={{ flex: 1, minWidth: 0 }}>
            {title}
          </Typography>
          <Typography variant="body2" color="textSecondary" sx={{ whiteSpace: 'nowrap' }}>
            {t('entries:place', { place: place + 1, count })}
          </Typography>
          <Tooltip title={t('entries:previousKey')}>
            <span>
              <IconButton aria-label={t('entries:previous')} disabled={place === 0} onClick={() => step(-1)}>
                <ArrowUpward fontSize="small" />
              </IconButton>
            </span>
          </Tooltip>
          <Tooltip title={t('entries:nextKey')}>
            <span>
              <IconButton aria-label={t('entries:next')} disabled={place + 1 >= count} onClick={() => step(1)}>
                <ArrowDownward fontSize="small" />
              </IconButton>
            </span>
          </Tooltip>
        </Box>
        <Box sx={{ flex: 1, minHeight: 0, display: 'grid' }}>{children}</Box>
      </Box>
      <Box
        tabIndex={0}
        role="group"
        aria-label={t('entries:about')}
        sx={{
          width: 320,
          flexShrink: 0,
          overflowY: 'auto',
          borderLeft: '1px solid',
          borderColor: 'divider',
          '&:focus-visible': { outlineOffset: '-2px' },
        }}
      >
        {panel}
      </Box>
    </Box>
  );
}
