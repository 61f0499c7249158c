import { Box, Dialog, InputBase } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { operations } from '../shared/client/client.ts';
import { formatDate, studyTitle } from '../shared/format/format.ts';
import { readRoute, routes, useNavigate } from '../shared/navigation/routes.ts';
import { initialWorklist, queryOf } from '../reading-room/worklist/worklist-state.ts';
import { allPages } from './pages.ts';
import { matching, type PaletteEntry } from './palette-entries.ts';

const mostStudies = 8;

function useEntries(search: string): readonly PaletteEntry[] {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const found = useQuery(
    operations.worklist.query.queryOptions({
      input: { ...queryOf({ ...initialWorklist, search }, 0), limit: mostStudies },
      placeholderData: keepPreviousData,
    }),
  );
  const models = useQuery(operations.models.list.queryOptions());
  const fixed = [
    ...allPages.map(({ name, route }) => ({
      id: route,
      title: t(`page.${name}`),
      hint: t('hintPage'),
      open: () => navigate(route),
    })),
    ...(models.data ?? []).map(({ id, title, version }) => ({
      id,
      title,
      hint: t('hintModel', { version }),
      open: () => navigate(routes.models),
    })),
  ];
  const studies = (found.data?.rows ?? []).map((row) => ({
    id: `study-${row.studyId}`,
    title: studyTitle(row),
    hint: [row.patientId, row.description, formatDate(row.studyDate)].filter((part) => part !== '').join(' · '),
    open: () => navigate(readRoute(row.studyId)),
  }));
  return [...matching(fixed, search), ...studies];
}

/** Ctrl-K: pages, models and studies by typing. Built again each time it is opened. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('shell');
  const [search, setSearch] = useState('');
  const [place, setPlace] = useState(0);
  const entries = useEntries(search);
  const current = Math.min(place, entries.length - 1);
  useEffect(() => document.getElementById(`palette-${current}`)?.scrollIntoView({ block: 'nearest' }), [current]);
  const open = (entry: PaletteEntry | undefined): void => {
    onClose();
    entry?.open();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (entries.length > 0) setPlace((current + step + entries.length) % entries.length);
    } else if (event.key === 'Enter') open(entries[current]);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      aria-label={t('goTo')}
      slotProps={{ container: { sx: { alignItems: 'flex-start', pt: '10vh' } } }}
    >
      <InputBase
        autoFocus
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setPlace(0);
        }}
        onKeyDown={onKeyDown}
        placeholder={t('goToHint')}
        inputProps={{
          role: 'combobox',
          'aria-label': t('goTo'),
          'aria-expanded': true,
          'aria-controls': 'palette-list',
          'aria-activedescendant': current < 0 ? undefined : `palette-${current}`,
        }}
        sx={{ px: 2, py: 1.5, fontSize: '1rem' }}
      />
      <Box
        id="palette-list"
        role="listbox"
        aria-label={t('found')}
        sx={{ borderTop: '1px solid', borderColor: 'divider', maxHeight: '50vh', overflowY: 'auto', p: 0.5 }}
      >
        {entries.length === 0 && <Box sx={{ px: 1.5, py: 1, color: 'text.secondary' }}>{t('nothingFound')}</Box>}
        {entries.map((entry, index) => (
          <Box
            key={entry.id}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === current}
            onClick={() => open(entry)}
            onMouseMove={() => setPlace(index)}
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 2,
              minHeight: 38,
              px: 1.5,
              borderRadius: 1,
              cursor: 'default',
              bgcolor: index === current ? 'selected' : 'transparent',
            }}
          >
            <Box sx={{ flex: 1 }}>{entry.title}</Box>
            <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{entry.hint}</Box>
          </Box>
        ))}
      </Box>
    </Dialog>
  );
}
