import { Box, Button, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Study } from '../../../main/domain/studies/study.ts';
import { operations } from '../../shared/client/client.ts';
import { studyTitle } from '../../shared/format/format.ts';
import { PanelSection } from '../../shared/components/panel-section.tsx';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { PatientDialog } from './patient-dialog.tsx';
import { StudyLink } from './study-link.tsx';

/** The patient's other studies, and who may be the same patient. */
export function PatientSection({ study }: { readonly study: Study }) {
  const { t } = useTranslation('patients');
  const [isOpen, setIsOpen] = useState(false);
  const { data, error } = useQuery(operations.patients.get.queryOptions({ input: { personId: study.personId } }));
  const others = data?.studies.filter(({ studyId }) => studyId !== study.id);
  const possible = study.possiblySamePersons.length;
  return (
    <PanelSection title={t('patient')}>
      {error !== null && <FaultNotice error={error} />}
      {others !== undefined && (
        <Typography variant="body2">{t(others.length === 0 ? 'onlyStudy' : 'otherStudies')}</Typography>
      )}
      {others !== undefined && others.length > 0 && (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
          {others.map((other) => (
            <li key={other.studyId}>
              <StudyLink study={other} />
            </li>
          ))}
        </Box>
      )}
      {possible > 0 && (
        <Typography variant="body2" sx={{ color: 'warning.main' }}>
          {t('possiblySame', { count: possible })}
        </Typography>
      )}
      <Button
        size="small"
        variant="outlined"
        sx={{ justifySelf: 'start' }}
        disabled={data === undefined}
        onClick={() => setIsOpen(true)}
      >
        {t('mergeOrSplit')}
      </Button>
      {isOpen && data !== undefined && (
        <PatientDialog name={studyTitle(study)} person={data} onClose={() => setIsOpen(false)} />
      )}
    </PanelSection>
  );
}
