import { Link } from '@mui/material';
import type { PersonStudy } from '../../../main/domain/studies/person.ts';
import { readRoute, useNavigate } from '../../shared/navigation/routes.ts';
import { studyWords } from './patient-words.ts';

/** Date, modality and description of a study; opens it. */
export function StudyLink({ study }: { readonly study: PersonStudy }) {
  const navigate = useNavigate();
  return (
    <Link
      component="button"
      variant="body2"
      sx={{ textAlign: 'left' }}
      onClick={() => navigate(readRoute(study.studyId))}
    >
      {studyWords(study)}
    </Link>
  );
}
