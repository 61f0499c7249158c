import Close from '@mui/icons-material/Close';
import { Box, Button, Checkbox, FormControlLabel, IconButton, Paper, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import type { ModelId } from '../../../main/domain/ids.ts';
import { canScreen } from '../../../main/domain/models/model-card.ts';
import { operations } from '../../shared/client/client.ts';
import { ExampleWarning } from '../../shared/components/example-warning.tsx';
import { useIsConnected } from '../../shared/connection/connection.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { acceptsText } from '../../shared/findings/accepts-text.ts';
import { SourceButtons } from './source-buttons.tsx';
import { nothingSelected, type ScreeningControls, type Selection } from './use-screening.ts';

/** A model that has yet to learn its labels is no choice. */
const screeningModels = (cards: readonly InstalledCard[]): readonly InstalledCard[] => cards.filter(canScreen);

/** The form that starts a screening: files and models, where every choice has its default. */
export function StartCard({ screening }: { readonly screening: ScreeningControls }) {
  const { t } = useTranslation('screening');
  const isConnected = useIsConnected();
  const [selection, setSelection] = useState(nothingSelected);
  const { data: cards, error } = useQuery(operations.models.list.queryOptions({ select: screeningModels }));
  // What was ticked or unticked; the others are as they come: only what is current is ticked.
  const [ticks, setTicks] = useState<Readonly<Record<ModelId, boolean>>>({});
  const isTicked = (card: InstalledCard): boolean => ticks[card.id] ?? card.state === 'current';
  const chosen = (cards ?? []).filter(isTicked).map(({ id }) => id);
  const isAsItComes = (cards ?? []).every((card) => isTicked(card) === (card.state === 'current'));
  const isEmpty = selection.paths.length === 0 && selection.files.length === 0;
  const start = (): void =>
    screening.mutate(
      { selection, ...(!isAsItComes && { models: chosen }) },
      { onSuccess: () => setSelection(nothingSelected) },
    );

  return (
    <Paper
      variant="outlined"
      component="section"
      aria-label={t('newScreening')}
      sx={{ p: 2.5, display: 'grid', gap: 2 }}
    >
      <Box sx={{ display: 'grid', gap: 1 }}>
        <Typography component="h2" variant="h3">
          {t('images')}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {t('imagesHelp')}
        </Typography>
        <SourceButtons onChoose={(chosen) => setSelection(joined(selection, chosen))} />
        {!isEmpty && <Chosen selection={selection} onChange={setSelection} />}
      </Box>
      <Box component="fieldset" sx={{ border: 0, m: 0, p: 0 }}>
        <Typography component="legend" variant="h3" sx={{ mb: 0.5, p: 0 }}>
          {t('models')}
        </Typography>
        {cards?.map((card) => (
          <FormControlLabel
            key={card.id}
            control={
              <Checkbox
                size="small"
                checked={isTicked(card)}
                onChange={(_, isOn) => setTicks({ ...ticks, [card.id]: isOn })}
              />
            }
            label={
              <>
                {[
                  card.title,
                  card.version,
                  ...(card.state === 'current' || card.state === null ? [] : [`(${card.state})`]),
                ].join(' ')}
                <Typography variant="caption" color="textSecondary" sx={{ display: 'block' }}>
                  {acceptsText(card)}
                </Typography>
              </>
            }
            sx={{ mr: 3, alignItems: 'flex-start' }}
          />
        ))}
        {cards?.map((card) => isTicked(card) && <ExampleWarning key={card.id} card={card} />)}
        {cards?.length === 0 && <Typography variant="body2">{t('noModel')}</Typography>}
        {error !== null && <FaultNotice error={error} />}
      </Box>
      <Box>
        <Button
          variant="contained"
          disabled={!isConnected || isEmpty || ((cards?.length ?? 0) > 0 && chosen.length === 0)}
          loading={screening.isPending}
          onClick={start}
        >
          {t('start')}
        </Button>
      </Box>
    </Paper>
  );
}

/** Both, each path once. */
const joined = (a: Selection, b: Selection): Selection => ({
  paths: [...new Set([...a.paths, ...b.paths])],
  files: [...a.files, ...b.files],
});

interface ChosenProps {
  readonly selection: Selection;
  readonly onChange: (selection: Selection) => void;
}

/** The chosen folders and files; each can be taken out again. */
function Chosen({ selection: { paths, files }, onChange }: ChosenProps) {
  const { t } = useTranslation('screening');
  const lines = [
    ...paths.map((path) => ({ text: path, rest: { paths: paths.filter((other) => other !== path), files } })),
    ...(files.length > 0
      ? [{ text: t('filesOfThisComputer', { count: files.length }), rest: { paths, files: [] } }]
      : []),
  ];
  return (
    <Box
      component="ul"
      aria-label={t('chosen')}
      sx={{ m: 0, p: 0, listStyle: 'none', overflowWrap: 'anywhere', maxHeight: 168, overflowY: 'auto' }}
    >
      {lines.map(({ text, rest }) => (
        <Box component="li" key={text} sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
          <Box sx={{ minWidth: 0 }}>{text}</Box>
          <IconButton size="small" aria-label={t('remove', { name: text })} onClick={() => onChange(rest)}>
            <Close fontSize="small" />
          </IconButton>
        </Box>
      ))}
    </Box>
  );
}
