import CloudOffOutlined from '@mui/icons-material/CloudOffOutlined';
import { Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../shared/connection/connection.ts';
import { bridge } from '../shared/client/client.ts';
import { SignIn } from './sign-in-dialog.tsx';

/** Says that the workstation does not answer, over whatever page is open; asks for a sign-in where one is needed. */
export function ConnectionBanner() {
  const { t } = useTranslation('connection');
  const state = useConnection();
  if (state === 'open') return null;
  if (state === 'signedOut') return <SignIn isAgain />;
  return (
    <Box
      role="alert"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        px: 2,
        py: 1,
        bgcolor: 'text.primary',
        color: 'background.default',
      }}
    >
      <CloudOffOutlined fontSize="small" />
      <Box>
        <b>{t('lost')}</b> {t(bridge === undefined ? 'lostHelp' : 'lostHelpWindow')}
      </Box>
    </Box>
  );
}
