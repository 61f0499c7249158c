import { Box, Button, Checkbox, FormControlLabel, Paper, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import type { ModelId } from '../../../main/domain/ids.ts';
import { canScreen } from '../../../main/domain/models/model-card.ts';
import { operations } from '../../shared/client/client.ts';
import { ExampleWarning } from '../../shared/components/example-warning.tsx';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { SourceButtons } from './source-buttons.tsx';
import { nothingSelected, type Screening, type Selection } from './use-screening.ts';

function describe({ paths, files }: Selection): readonly string[] {
  const count = files.length === 1 ? '1 file' : `${files.length} files`;
  return [...paths, ...(files.length > 0 ? [`${count} from this computer`] : [])];
}

/** A model that has yet to learn its labels is no choice. */
const screeningModels = (cards: readonly InstalledCard[]): readonly InstalledCard[] => cards.filter(canScreen);

/** What to screen and with which models; every choice has its default. */
export function StartCard({ screening }: { readonly screening: Screening }) {
  const [selection, setSelection] = useState(nothingSelected);
  const { data: cards, error } = useQuery(operations.models.list.queryOptions({ select: screeningModels }));
  // What was ticked or unticked; the others are as they come: only what is current is ticked.
  const [ticks, setTicks] = useState<Readonly<Record<ModelId, boolean>>>({});
  const isTicked = (card: InstalledCard): boolean => ticks[card.id] ?? card.state === 'current';
  const chosen = (cards ?? []).filter(isTicked).map(({ id }) => id);
  const isAsItComes = (cards ?? []).every((card) => isTicked(card) === (card.state === 'current'));
  const sources = describe(selection);
  const start = (): void =>
    screening.mutate(
      { selection, ...(!isAsItComes && { models: chosen }) },
      { onSuccess: () => setSelection(nothingSelected) },
    );

  return (
    <Paper variant="outlined" component="section" aria-label="New screening" sx={{ p: 2.5, display: 'grid', gap: 2 }}>
      <Box sx={{ display: 'grid', gap: 1 }}>
        <Typography component="h2" variant="h3">
          Images
        </Typography>
        <Typography variant="body2" color="textSecondary">
          DICOM, JPEG and PNG; folders are searched deeply. Drop them anywhere on this page, or choose them.
        </Typography>
        <SourceButtons onChoose={setSelection} />
        {sources.length > 0 && (
          <Box component="ul" aria-label="Chosen" sx={{ m: 0, pl: 2.5, overflowWrap: 'anywhere' }}>
            {sources.slice(0, 5).map((source) => (
              <li key={source}>{source}</li>
            ))}
            {sources.length > 5 && <li>and {sources.length - 5} more</li>}
          </Box>
        )}
      </Box>
      <Box component="fieldset" sx={{ border: 0, m: 0, p: 0 }}>
        <Typography component="legend" variant="h3" sx={{ mb: 0.5, p: 0 }}>
          Models
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
            label={`${card.title} ${card.version}${card.state === 'current' ? '' : ` (${card.state})`}`}
            sx={{ mr: 3 }}
          />
        ))}
        {cards?.map((card) => isTicked(card) && <ExampleWarning key={card.id} card={card} />)}
        {cards?.length === 0 && (
          <Typography variant="body2">No model is installed: images are imported and not scored.</Typography>
        )}
        {error !== null && <FaultNotice error={error} />}
      </Box>
      <Box>
        <Button
          variant="contained"
          disabled={sources.length === 0 || ((cards?.length ?? 0) > 0 && chosen.length === 0)}
          loading={screening.isPending}
          onClick={start}
        >
          Start screening
        </Button>
      </Box>
    </Paper>
  );
}
