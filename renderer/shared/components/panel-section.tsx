import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';

interface PanelSectionProps {
  readonly title: string;
  /** The section's speaker: the machine, people, or nobody. */
  readonly voice?: 'machine' | 'people';
  readonly children: ReactNode;
}

export function PanelSection({ title, voice, children }: PanelSectionProps) {
  return (
    <Box
      component="section"
      aria-label={title}
      sx={{ p: 2, display: 'grid', gap: 1.5, borderBottom: '1px solid', borderColor: 'divider' }}
    >
      <Typography
        component="h2"
        variant="h3"
        sx={{
          color: voice === undefined ? 'text.secondary' : `${voice}.main`,
          display: 'flex',
          alignItems: 'center',
          gap: 1,
        }}
      >
        {title}
      </Typography>
      {children}
    </Box>
  );
}
