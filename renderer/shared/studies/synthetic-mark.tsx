import { Box } from '@mui/material';

/** Stands wherever an image made by the phantom is shown. */
export function SyntheticMark() {
  return (
    <Box
      component="span"
      sx={{
        px: 0.75,
        py: '1px',
        border: '1px solid',
        borderColor: 'text.disabled',
        borderRadius: '4px',
        color: 'text.secondary',
        fontSize: '0.6875rem',
        lineHeight: 1.35,
        whiteSpace: 'nowrap',
        display: 'inline-block',
      }}
    >
      Synthetic
    </Box>
  );
}
