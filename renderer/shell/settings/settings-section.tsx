import { Paper, Typography } from '@mui/material';
import { useId, type ReactNode } from 'react';

export function SettingsSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <Paper variant="outlined" component="section" aria-labelledby={id} sx={{ p: 2.5, display: 'grid', gap: 1.5 }}>
      <Typography id={id} component="h2" variant="h3">
        {title}
      </Typography>
      {children}
    </Paper>
  );
}
