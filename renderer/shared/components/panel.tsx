import { Box, Paper, Typography } from '@mui/material';
import type { ReactNode } from 'react';

interface PanelProps {
  readonly title: string;
  /** Beside the title, quieter. */
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

/** A titled card of a laboratory page. */
export function Panel({ title, hint, children }: PanelProps) {
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-label={title}
      sx={{ p: 1.5, pb: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 0.5, height: 24 }}>
        <Typography component="h2" variant="h3" noWrap sx={{ flexShrink: 0, maxWidth: '100%' }}>
          {title}
        </Typography>
        <Typography
          variant="caption"
          color="textSecondary"
          component="div"
          sx={{ ml: 'auto', minWidth: 0, textAlign: 'right' }}
          noWrap
        >
          {hint}
        </Typography>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, minWidth: 0 }}>{children}</Box>
    </Paper>
  );
}
