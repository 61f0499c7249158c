import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { operations } from '../shared/client/client.ts';
import { currentShortcuts } from '../shared/keyboard/shortcuts.ts';
import { KeyCap } from '../shared/keyboard/key-cap.tsx';

const mouse = [
  ['mouseToolGesture', 'mouseTool'],
  ['mouseZoomGesture', 'mouseZoom'],
  ['mousePanGesture', 'mousePan'],
] as const;

function About() {
  const { t } = useTranslation('shell');
  const { data } = useQuery(operations.system.status.queryOptions());
  return (
    <Typography variant="body2" color="textSecondary" sx={{ mt: 3 }}>
      {t('about', { version: data?.version ?? '', casebook: data?.casebookName ?? '' })}
    </Typography>
  );
}

/** The keys of the page that is open. */
export function KeyHelp({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation(['shell', 'common']);
  return (
    <Dialog open={isOpen} onClose={onClose} maxWidth="md" fullWidth aria-labelledby="key-help-title">
      <DialogTitle id="key-help-title" component="h2">
        {t('keys')}
      </DialogTitle>
      <DialogContent>
        <Box sx={{ columns: { xs: 1, md: 2 }, columnGap: 5 }}>
          {isOpen &&
            currentShortcuts().map(({ title, shortcuts }) => (
              <Box key={title} component="section" sx={{ breakInside: 'avoid', mb: 2.5 }}>
                <Typography component="h3" variant="h3" color="textSecondary" sx={{ mb: 0.75 }}>
                  {title}
                </Typography>
                {shortcuts.map(({ keys, does }) => (
                  <Box key={does} sx={{ display: 'flex', gap: 1, py: 0.375, alignItems: 'baseline' }}>
                    <Box sx={{ flex: 1 }}>{does}</Box>
                    {keys.map((key) => (
                      <KeyCap key={key} name={key} />
                    ))}
                  </Box>
                ))}
              </Box>
            ))}
          <Box component="section" sx={{ breakInside: 'avoid' }}>
            <Typography component="h3" variant="h3" color="textSecondary" sx={{ mb: 0.75 }}>
              {t('mouse')}
            </Typography>
            {mouse.map(([gesture, does]) => (
              <Box key={gesture} sx={{ display: 'flex', gap: 1, py: 0.375 }}>
                <Box sx={{ flex: 1 }}>{t(does)}</Box>
                <Box sx={{ color: 'text.secondary' }}>{t(gesture)}</Box>
              </Box>
            ))}
          </Box>
        </Box>
        <About />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
