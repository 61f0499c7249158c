import { Box, Button, Checkbox, FormControlLabel, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId, StudyId } from '../../../main/domain/ids.ts';
import type { Person } from '../../../main/domain/studies/person.ts';
import { studyWords } from './patient-words.ts';

interface SplitPatientProps {
  readonly person: Person;
  readonly isReady: boolean;
  readonly onSplit: (studies: readonly StudyId[], into: PersonId | null) => void;
}

/** The patient's studies, of which some can be moved to a new patient; not all, which would only rename the patient. */
export function SplitPatient({ person, isReady, onSplit }: SplitPatientProps) {
  const { t } = useTranslation('patients');
  const [chosen, setChosen] = useState<readonly StudyId[]>([]);
  const toggle = (id: StudyId): void =>
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  if (person.studies.length === 1)
    return <Typography variant="body2">{person.studies.map(studyWords).join('')}</Typography>;
  return (
    <>
      <Box sx={{ display: 'grid' }}>
        {person.studies.map((study) => (
          <FormControlLabel
            key={study.studyId}
            control={
              <Checkbox size="small" checked={chosen.includes(study.studyId)} onChange={() => toggle(study.studyId)} />
            }
            label={studyWords(study)}
            slotProps={{ typography: { variant: 'body2' } }}
          />
        ))}
      </Box>
      <Button
        size="small"
        variant="outlined"
        sx={{ justifySelf: 'start' }}
        disabled={!isReady || chosen.length === 0 || chosen.length === person.studies.length}
        onClick={() => onSplit(chosen, null)}
      >
        {chosen.length === 0 ? t('moveNone') : t('moveToNew', { count: chosen.length })}
      </Button>
    </>
  );
}
