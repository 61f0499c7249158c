import { Box, ButtonBase, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WorklistRow } from '../../../main/domain/studies/study.ts';
import { operations } from '../../shared/client/client.ts';
import { studyTitle } from '../../shared/format/format.ts';
import { FindingLine } from '../../shared/findings/finding-line.tsx';
import { whyUnscored } from '../../shared/findings/finding-words.ts';
import { SyntheticMark } from '../../shared/studies/synthetic-mark.tsx';
import { Thumbnail } from '../../shared/images/thumbnail.tsx';
import { readRoute, useNavigate } from '../../shared/navigation/routes.ts';
import { initialWorklist, queryOf } from '../worklist/worklist-state.ts';

const shown = 6;

/** The newest studies with their findings. */
export function LatestResults() {
  const { t } = useTranslation('screening');
  const { data } = useQuery(
    operations.worklist.query.queryOptions({
      input: { ...queryOf(initialWorklist, 0), limit: shown },
      placeholderData: keepPreviousData,
    }),
  );
  if (data === undefined || data.rows.length === 0) return null;
  return (
    <Box component="section" aria-label={t('latest')} sx={{ display: 'grid', gap: 1 }}>
      <Typography component="h2" variant="h3">
        {t('latest')}
      </Typography>
      <Box sx={{ display: 'grid', gridTemplateColumns: `repeat(${shown}, minmax(0, 1fr))`, gap: 1.5 }}>
        {data.rows.map((row) => (
          <Result key={row.studyId} row={row} />
        ))}
      </Box>
    </Box>
  );
}

function Result({ row }: { readonly row: WorklistRow }) {
  const navigate = useNavigate();
  const strongest = row.findings.toSorted((a, b) => b.probability - a.probability)[0];
  const name = studyTitle(row);
  return (
    <ButtonBase
      onClick={() => navigate(readRoute(row.studyId))}
      sx={{
        display: 'grid',
        gap: 0.75,
        alignContent: 'start',
        textAlign: 'left',
        justifyItems: 'stretch',
        width: '100%',
        minWidth: 0,
        font: 'inherit',
        borderRadius: 1,
      }}
    >
      <Thumbnail instanceId={row.keyInstanceId} size="100%" alt="" />
      <Box sx={{ width: '100%', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{name}</Box>
      {row.isSynthetic && <SyntheticMark />}
      {strongest === undefined ? (
        <Typography variant="caption" color="textSecondary">
          {whyUnscored(row)}
        </Typography>
      ) : (
        <FindingLine finding={strongest} isCompact />
      )}
    </ButtonBase>
  );
}
