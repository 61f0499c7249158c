import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import { Box, Button, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { detailsOf, sentenceOf } from './fault-text.ts';

interface FaultNoticeProps {
  readonly error: unknown;
  /** The thing it happened to, where that is not in sight. */
  readonly about?: string | undefined;
  readonly onRetry?: () => void;
}

/** A fault and what to do about it; stays until it is read or gone, with details for support. */
export function FaultNotice({ error, about, onRetry }: FaultNoticeProps) {
  const { t } = useTranslation();
  return (
    <Box
      role="alert"
      sx={{
        display: 'flex',
        gap: 1.5,
        p: 2,
        maxWidth: 560,
        bgcolor: 'background.paper',
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: 1,
      }}
    >
      <ErrorOutlined color="error" />
      <Box sx={{ minWidth: 0 }}>
        {about !== undefined && <Typography sx={{ fontWeight: 500 }}>{about}</Typography>}
        <Typography>{sentenceOf(error)}</Typography>
        <Box
          component="details"
          sx={{ mt: 1, color: 'text.secondary', fontSize: '0.75rem', '& summary': { cursor: 'pointer', py: 0.5 } }}
        >
          <summary>{t('details')}</summary>
          <Box component="code" sx={{ overflowWrap: 'anywhere' }}>
            {detailsOf(error)}
          </Box>
        </Box>
        {onRetry !== undefined && (
          <Button onClick={onRetry} variant="outlined" size="small" sx={{ mt: 1 }}>
            {t('tryAgain')}
          </Button>
        )}
      </Box>
    </Box>
  );
}
