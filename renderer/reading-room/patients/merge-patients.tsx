import { Autocomplete, Box, Button, TextField, Typography } from '@mui/material';
import { skipToken, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId, StudyId } from '../../../main/domain/ids.ts';
import type { Person } from '../../../main/domain/studies/person.ts';
import type { WorklistRow } from '../../../main/domain/studies/study.ts';
import { operations } from '../../shared/client/client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { formatDate, studyTitle } from '../../shared/format/format.ts';
import { useDebouncedValue } from '../../shared/hooks/use-debounced-value.ts';
import { personName, statedWords } from './patient-words.ts';

interface MergePatientsProps {
  readonly person: Person;
  readonly isReady: boolean;
  readonly onMerge: (from: PersonId) => void;
}

const searchPauseMs = 250;

/** Other patients whose studies may belong to this one: those that files suggest, and any that is looked for. */
export function MergePatients({ person, isReady, onMerge }: MergePatientsProps) {
  const { t } = useTranslation('patients');
  const [found, setFound] = useState<StudyId | null>(null);
  const study = useQuery(
    operations.studies.get.queryOptions({ input: found === null ? skipToken : { studyId: found } }),
  );
  const foundPerson = study.data?.personId;
  const ids = [...person.possiblySame, ...(foundPerson === undefined ? [] : [foundPerson])].filter(
    (id, index, all) => id !== person.id && all.indexOf(id) === index,
  );
  const others = useQueries({
    queries: ids.map((id) => operations.patients.get.queryOptions({ input: { personId: id } })),
  });
  return (
    <>
      <PatientSearch own={person} onFound={setFound} />
      {foundPerson === person.id && <Typography variant="body2">{t('alreadyThis')}</Typography>}
      {study.error !== null && <FaultNotice error={study.error} />}
      {others.map(({ data, error }, index) => {
        if (error !== null) return <FaultNotice key={ids[index]} error={error} />;
        return data && <OtherPatient key={data.id} other={data} isReady={isReady} onMerge={onMerge} />;
      })}
    </>
  );
}

interface OtherPatientProps {
  readonly other: Person;
  readonly isReady: boolean;
  readonly onMerge: (from: PersonId) => void;
}

function OtherPatient({ other, isReady, onMerge }: OtherPatientProps) {
  const { t } = useTranslation('patients');
  const words = other.stated.map(statedWords);
  return (
    <Box
      component="article"
      aria-label={personName(other)}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        p: 1,
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: 1,
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        {(words.length === 0 ? [personName(other)] : words).map((line) => (
          <Typography key={line} variant="body2">
            {line}
          </Typography>
        ))}
        <Typography variant="caption" color="textSecondary">
          {t('studyCount', { count: other.studies.length })}
        </Typography>
      </Box>
      <Button size="small" variant="outlined" disabled={!isReady} onClick={() => onMerge(other.id)}>
        {t('merge')}
      </Button>
    </Box>
  );
}

/** Finds a patient by any of the patient's studies, as the worklist's search does. */
function PatientSearch({ own, onFound }: { readonly own: Person; readonly onFound: (study: StudyId | null) => void }) {
  const { t } = useTranslation('patients');
  const [text, setText] = useState('');
  const search = useDebouncedValue(text.trim(), searchPauseMs);
  const { data, isFetching } = useQuery(
    operations.worklist.query.queryOptions({ input: { search, limit: 20 }, enabled: search !== '' }),
  );
  const ownStudies = own.studies.map(({ studyId }) => studyId);
  const rows = search === '' ? [] : (data?.rows ?? []).filter(({ studyId }) => !ownStudies.includes(studyId));
  return (
    <Autocomplete<WorklistRow>
      size="small"
      options={rows}
      loading={isFetching}
      // The workstation has searched already.
      filterOptions={(all) => all}
      getOptionKey={({ studyId }) => studyId}
      getOptionLabel={rowWords}
      isOptionEqualToValue={(one, other) => one.studyId === other.studyId}
      noOptionsText={t(search === '' ? 'typeToFind' : 'noneFound')}
      loadingText={t('looking')}
      onInputChange={(_, typed) => setText(typed.slice(0, 200))}
      onChange={(_, row) => onFound(row?.studyId ?? null)}
      renderInput={(props) => <TextField {...props} label={t('find')} />}
    />
  );
}

function rowWords(row: WorklistRow): string {
  return [studyTitle(row), row.patientId, formatDate(row.studyDate)].filter((part) => part !== '').join(' · ');
}
