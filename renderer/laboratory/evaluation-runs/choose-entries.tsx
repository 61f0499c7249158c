import { Box, MenuItem, Select, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import type { RegisteredDataset } from '../../../main/domain/datasets/dataset.ts';
import { formatCount, formatLabel } from '../../shared/format/format.ts';
import { noSelection, splitsOf, type EntryChoice, type EntrySelection } from './entry-choice.ts';
import { splitWords } from './split-words.ts';

interface ChooseEntriesProps {
  readonly datasets: readonly RegisteredDataset[];
  readonly choice: EntryChoice;
  readonly onChoose: (wish: EntrySelection) => void;
}

function contentsOf({ counts, labels }: RegisteredDataset): string {
  if (counts === null) return 'not counted yet';
  const patients = counts.patients - counts.ofUnknownPatients;
  const known = patients === 0 ? 'of unknown patients' : `of ${formatCount(counts.patients)} patients`;
  return `${formatCount(counts.images)} images ${known}: ${labels.map((label) => `${formatCount(counts.perLabel[label] ?? 0)} ${formatLabel(label).toLowerCase()}`).join(', ')}`;
}

/** The dataset, and which side of its split. */
export function ChooseEntries({ datasets, choice, onChoose }: ChooseEntriesProps) {
  const dataset = datasets.find(({ id }) => id === choice.dataset);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography component="h3" variant="h3" id="run-dataset">
        Dataset
      </Typography>
      <Select
        size="small"
        labelId="run-dataset"
        value={choice.dataset}
        onChange={({ target }) => {
          const chosen = datasets.find(({ id }) => id === target.value);
          if (chosen !== undefined) onChoose({ ...noSelection, dataset: chosen.id });
        }}
      >
        {datasets.map(({ id, name }) => (
          <MenuItem key={id} value={id}>
            {name}
          </MenuItem>
        ))}
      </Select>
      {dataset !== undefined && (
        <>
          <Typography variant="body2" color="textSecondary">
            {contentsOf(dataset)}
          </Typography>
          <ToggleButtonGroup
            exclusive
            size="small"
            aria-label="Which images"
            value={choice.split}
            onChange={(_, split: EntryChoice['split'] | null) => split !== null && onChoose({ ...choice, split })}
          >
            {splitsOf(dataset).map(({ split, images }) => (
              <ToggleButton key={split} value={split} sx={{ textTransform: 'none', px: 1.5, minHeight: 36 }}>
                {split === 'all' ? 'All images' : capital(splitWords[split])}
                {images !== null && (
                  <Box component="span" sx={{ ml: 0.75, opacity: 0.75 }}>
                    {formatCount(images)}
                  </Box>
                )}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </>
      )}
    </Box>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
