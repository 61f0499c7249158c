import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../main/domain/studies/person.ts';
import { useIsConnected } from '../../shared/connection/connection.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { MergePatients } from './merge-patients.tsx';
import { changeWords, statedWords } from './patient-words.ts';
import { SplitPatient } from './split-patient.tsx';
import { usePatientChanges } from './use-patient-changes.ts';

interface PatientDialogProps {
  /** As the study that is open states it. */
  readonly name: string;
  readonly person: Person;
  readonly onClose: () => void;
}

/** A patient's studies: what files state, merging with another patient, moving studies away, and undoing that. */
export function PatientDialog({ name, person, onClose }: PatientDialogProps) {
  const { t } = useTranslation(['patients', 'common']);
  const changes = usePatientChanges();
  const isReady = useIsConnected() && !changes.isPending;
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <DialogTitle>{t('titleOf', { name })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 3 }}>
        {person.stated.length > 0 && (
          <Part title={t('stated')}>
            {person.stated.map((stated) => (
              <Typography key={JSON.stringify(stated)} variant="body2">
                {statedWords(stated)}
              </Typography>
            ))}
          </Part>
        )}
        <Part title={t('studies')}>
          <SplitPatient key={person.studies.length} person={person} isReady={isReady} onSplit={changes.split} />
        </Part>
        <Part title={t('another')}>
          <MergePatients
            key={person.studies.length}
            person={person}
            isReady={isReady}
            onMerge={(from) => changes.merge(from, person.id)}
          />
        </Part>
        {person.changes.length > 0 && (
          <Part title={t('changes')}>
            {person.changes.map((change) => (
              <Box key={change.id} sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
                <Typography variant="body2" sx={{ flex: 1 }}>
                  {changeWords(change)}
                </Typography>
                {change.isUndone ? (
                  <Typography variant="body2" color="textSecondary">
                    {t('undone')}
                  </Typography>
                ) : (
                  <Button size="small" disabled={!isReady} onClick={() => changes.undo(change.id)}>
                    {t('undo')}
                  </Button>
                )}
              </Box>
            ))}
          </Part>
        )}
        {changes.error !== null && <FaultNotice error={changes.error} />}
      </DialogContent>
      <DialogActions>
        <Typography variant="caption" color="textSecondary" sx={{ flex: 1, px: 2 }}>
          {t('filesUntouched')}
        </Typography>
        <Button onClick={onClose}>{t('common:close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box component="section" aria-label={title} sx={{ display: 'grid', gap: 1 }}>
      <Typography component="h3" variant="h3" color="textSecondary">
        {title}
      </Typography>
      {children}
    </Box>
  );
}
