import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  /** The section's purpose, in a sentence or two. */
  readonly explanation: string;
  readonly children: ReactNode;
}

export function Section({ title, explanation, children }: SectionProps) {
  return (
    <Box component="section" aria-label={title} sx={{ display: 'grid', gap: 1.5 }}>
      <Box>
        <Typography component="h2" variant="h2">
          {title}
        </Typography>
        <Typography variant="body2" color="textSecondary" sx={{ maxWidth: 760 }}>
          {explanation}
        </Typography>
      </Box>
      {children}
    </Box>
  );
}
