import { Box, Button, Divider, Skeleton, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { WorklistRow } from '../../../main/domain/studies/study.ts';
import { formatDate, formatTime, studyTitle } from '../../shared/format/format.ts';
import { FindingLine } from '../../shared/findings/finding-line.tsx';
import { whyUnscored } from '../../shared/findings/finding-words.ts';
import { SyntheticMark } from '../../shared/studies/synthetic-mark.tsx';
import { Thumbnail } from '../../shared/images/thumbnail.tsx';
import { VerdictMark } from '../../shared/studies/verdict-mark.tsx';

interface PreviewProps {
  /** Undefined while the list is on the way. */
  readonly row: WorklistRow | undefined;
  readonly onOpen: () => void;
}

/** The selected study: its picture and the models' findings, or why there are none. */
export function Preview({ row, onOpen }: PreviewProps) {
  const { t } = useTranslation('worklist');
  return (
    <Box
      component="aside"
      aria-label={t('selectedStudy')}
      sx={{
        width: { xs: 288, xl: 420 },
        flexShrink: 0,
        borderLeft: '1px solid',
        borderColor: 'divider',
        p: 2,
        overflowY: 'auto',
        // A file's name, such as a hash, may be one long word.
        overflowWrap: 'anywhere',
        display: 'flex',
        flexDirection: 'column',
        gap: 1.5,
      }}
    >
      {row === undefined ? <Awaited /> : <Contents row={row} onOpen={onOpen} />}
    </Box>
  );
}

function Awaited() {
  return (
    <>
      <Skeleton height="auto" sx={{ aspectRatio: '1' }} />
      <Skeleton height={22} width="60%" />
      <Skeleton height={36} />
    </>
  );
}

function Contents({ row, onOpen }: { readonly row: WorklistRow; readonly onOpen: () => void }) {
  const { t } = useTranslation(['worklist', 'studies']);
  return (
    <>
      <Thumbnail
        instanceId={row.keyInstanceId}
        size="100%"
        alt={t('studies:radiographOf', { name: studyTitle(row) })}
      />
      <Box>
        <Typography component="h2" variant="h2">
          {studyTitle(row)}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {[row.patientId, row.description, formatDate(row.studyDate)].filter((part) => part !== '').join(' · ')}
        </Typography>
        {row.isSynthetic && <SyntheticMark />}
      </Box>
      <Button variant="contained" onClick={onOpen}>
        {t('readThis')}
      </Button>
      <Divider />
      {row.findings.map((finding) => (
        <Box key={`${finding.model}/${finding.label}`}>
          <FindingLine finding={finding} />
          <Typography variant="caption" color="textSecondary">
            {finding.model}
          </Typography>
        </Box>
      ))}
      {row.findings.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {whyUnscored(row)}
        </Typography>
      )}
      {row.lastVerdict !== null && <VerdictMark verdict={row.lastVerdict} />}
      <Typography variant="caption" color="textSecondary">
        {t('imported', { time: formatTime(row.importedAt) })}
      </Typography>
    </>
  );
}
