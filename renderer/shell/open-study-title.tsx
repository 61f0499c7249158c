import { Box } from '@mui/material';
import { skipToken, useQuery } from '@tanstack/react-query';
import type { StudyId } from '../../main/domain/ids.ts';
import { operations } from '../shared/client/client.ts';
import { formatDate, formatPatientName } from '../shared/format/format.ts';
import { SyntheticMark } from '../shared/studies/synthetic-mark.tsx';

/** The title of the open study: patient, study, date. */
export function OpenStudyTitle({ studyId }: { readonly studyId: StudyId | null }) {
  const { data: study } = useQuery(
    operations.studies.get.queryOptions({ input: studyId === null ? skipToken : { studyId } }),
  );
  if (study === undefined) return null;
  return (
    <Box
      sx={{ display: 'flex', alignItems: 'center', gap: 1.25, minWidth: 0, whiteSpace: 'nowrap', overflow: 'hidden' }}
    >
      <Box
        component="h1"
        sx={{ m: 0, fontSize: '0.9375rem', fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis' }}
      >
        {formatPatientName(study.patientName)}
      </Box>
      <Box component="span" sx={{ color: 'text.secondary', overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {[study.description, formatDate(study.studyDate)].filter((part) => part !== '').join(' · ')}
      </Box>
      {study.isSynthetic && <SyntheticMark />}
    </Box>
  );
}
