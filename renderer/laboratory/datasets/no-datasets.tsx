import { Box, Typography } from '@mui/material';

/** What a dataset is, for whoever is here for the first time. */
export function NoDatasets() {
  return (
    <Box sx={{ height: '100%', display: 'grid', placeItems: 'center', p: 3 }}>
      <Box sx={{ maxWidth: 560, display: 'grid', gap: 1.5 }}>
        <Typography component="h2" variant="h2">
          Images with labels, to learn from and to judge by
        </Typography>
        <Typography color="textSecondary">
          Add a folder that has one folder for each label, or an index.csv with the columns file and label (and, where
          known, patient, split, age, sex, view, source). Or take the cases that you have read and confirmed.
        </Typography>
        <Typography color="textSecondary">
          Each dataset is audited before anything is trained or measured on it: patients and copies on both sides of a
          split, conflicting labels, unreadable files, and whether the label can be told from the files or the borders
          of the images instead of the lungs.
        </Typography>
      </Box>
    </Box>
  );
}
