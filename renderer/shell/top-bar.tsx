import { Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { StudyId } from '../../main/domain/ids.ts';
import { routes } from '../shared/navigation/routes.ts';
import { JobTray } from './job-tray.tsx';
import { OpenStudyTitle } from './open-study-title.tsx';
import { ProviderBadge } from './provider-badge.tsx';
import { SearchField } from './search-field.tsx';

/** The open study, search, the provider in use, and the jobs. */
export function TopBar({ location, studyId }: { readonly location: string; readonly studyId: StudyId | null }) {
  const { t } = useTranslation('shell');
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        px: 1.5,
        bgcolor: 'frame',
        borderBottom: '1px solid',
        borderColor: 'divider',
        minWidth: 0,
      }}
    >
      {studyId === null ? (
        <Box component="span" sx={{ fontWeight: 600, fontSize: '0.9375rem' }}>
          {t('overread')}
        </Box>
      ) : (
        <OpenStudyTitle studyId={studyId} />
      )}
      <Box sx={{ flex: 1 }} />
      <SearchField isOnWorklist={location === routes.worklist} />
      <ProviderBadge />
      <JobTray />
    </Box>
  );
}
