import { Box, MenuItem, Select, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import type { EntryChoice } from '../../../main/contract/evaluation-request.ts';
import type { RegisteredDataset } from '../../../main/domain/datasets/dataset.ts';
import { formatCount, formatLabel } from '../../shared/format/format.ts';
import { t } from '../../shared/messages/messages.ts';
import { noSelection, splitsOf, type EntrySelection } from './entry-choice.ts';

interface ChooseEntriesProps {
  readonly datasets: readonly RegisteredDataset[];
  readonly choice: EntryChoice;
  readonly onChoose: (wish: EntrySelection) => void;
}

function contentsOf({ counts, labels }: RegisteredDataset): string {
  if (counts === null) return t('runs:notCounted');
  const { images, patients, ofUnknownPatients, perLabel } = counts;
  const perLabelText = labels
    .map((label) => t('runs:labelCount', { count: perLabel[label] ?? 0, label: formatLabel(label) }))
    .join(', ');
  return patients === ofUnknownPatients
    ? t('runs:imagesOfUnknown', { images, labels: perLabelText })
    : t('runs:imagesOfPatients', { images, patients, labels: perLabelText });
}

/** The choice of a dataset and of one side of its split. */
export function ChooseEntries({ datasets, choice, onChoose }: ChooseEntriesProps) {
  const dataset = datasets.find(({ id }) => id === choice.dataset);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography component="h3" variant="h3" id="run-dataset">
        {t('runs:dataset')}
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
            aria-label={t('runs:whichImages')}
            value={choice.split}
            onChange={(_, split: EntryChoice['split'] | null) => split !== null && onChoose({ ...choice, split })}
          >
            {splitsOf(dataset).map(({ split, images }) => (
              <ToggleButton key={split} value={split} sx={{ textTransform: 'none', px: 1.5, minHeight: 36 }}>
                {t(`runs:split.${split}`)}
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
