import { Box, Dialog, InputBase } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { operations } from '../shared/client/client.ts';
import { formatDate, titleOf } from '../shared/format/format.ts';
import { readRoute, routes, useNavigate } from '../shared/navigation/routes.ts';
import { initialWorklist, queryOf } from '../reading-room/worklist/worklist-state.ts';
import { pages } from './pages.ts';
import { matching, type PaletteEntry } from './palette-entries.ts';

const mostCases = 8;

function useEntries(search: string): readonly PaletteEntry[] {
  const navigate = useNavigate();
  const cases = useQuery(
    operations.worklist.query.queryOptions({
      input: { ...queryOf({ ...initialWorklist, search }, 0), limit: mostCases },
      placeholderData: keepPreviousData,
    }),
  );
  const models = useQuery(operations.models.list.queryOptions());
  const fixed = [
    ...pages.map(({ title, route }) => ({ id: route, title, hint: 'Page', open: () => navigate(route) })),
    ...(models.data ?? []).map(({ id, title, version }) => ({
      id,
      title,
      hint: `Model ${version}`,
      open: () => navigate(routes.models),
    })),
  ];
  const studies = (cases.data?.rows ?? []).map((row) => ({
    id: `study-${row.studyId}`,
    title: titleOf(row),
    hint: [row.patientId, row.description, formatDate(row.studyDate)].filter((part) => part !== '').join(' · '),
    open: () => navigate(readRoute(row.studyId)),
  }));
  return [...matching(fixed, search), ...studies];
}

/** Ctrl-K: pages, models and cases by typing. Made anew each time it is opened. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
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
      aria-label="Go to"
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
        placeholder="Go to a page, a model or a patient"
        inputProps={{
          role: 'combobox',
          'aria-label': 'Go to',
          'aria-expanded': true,
          'aria-controls': 'palette-list',
          'aria-activedescendant': current < 0 ? undefined : `palette-${current}`,
        }}
        sx={{ px: 2, py: 1.5, fontSize: '1rem' }}
      />
      <Box
        id="palette-list"
        role="listbox"
        aria-label="Found"
        sx={{ borderTop: '1px solid', borderColor: 'divider', maxHeight: '50vh', overflowY: 'auto', p: 0.5 }}
      >
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
