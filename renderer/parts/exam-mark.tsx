import Check from '@mui/icons-material/Check';
import HelpOutline from '@mui/icons-material/HelpOutlineOutlined';
import ReportProblemOutlined from '@mui/icons-material/ReportProblemOutlined';
import { Box, Tooltip } from '@mui/material';
import type { ExamMark as Mark } from '../../main/domain/heatmap-exam.ts';
import type { HeatmapMethod } from '../../main/domain/heatmap-method.ts';
import type { ModelId } from '../../main/domain/ids.ts';
import { useExamMark } from '../hooks/use-exams.ts';

const icons = {
  passed: Check,
  notExamined: HelpOutline,
  failed: ReportProblemOutlined,
  failedSanity: ReportProblemOutlined,
} as const;

const words: Readonly<Record<Mark['kind'], string>> = {
  passed: 'Passed its heatmap exam',
  notExamined: 'Not examined',
  failed: 'Failed its heatmap exam',
  failedSanity: 'Failed its sanity check: the map does not depend on what the model learned',
};

const explanationOf = (mark: Mark): string => {
  if ('sentence' in mark) return mark.sentence;
  return mark.kind === 'passed'
    ? 'Maps by this method changed when the model forgot what it learned, and its answers rested on the places that they showed.'
    : 'Nobody has tested whether this model’s maps by this method can be trusted. The Models page can.';
};

interface ExamMarkProps {
  readonly model: ModelId | null;
  readonly method: HeatmapMethod | null;
  /** The sign alone, for small maps; the words are in its tooltip. */
  readonly isSmall?: boolean;
}

/** Whether maps by this method can be trusted, to stand beside any map: a sign and words. */
export function ExamMark({ model, method, isSmall = false }: ExamMarkProps) {
  const mark = useExamMark(model, method);
  if (mark === null) return null;
  const Icon = icons[mark.kind];
  const hasFailed = mark.kind === 'failed' || mark.kind === 'failedSanity';
  return (
    <Tooltip title={isSmall ? `${words[mark.kind]}. ${explanationOf(mark)}` : explanationOf(mark)}>
      <Box
        component="span"
        tabIndex={0}
        role={isSmall ? 'img' : 'note'}
        aria-label={isSmall ? words[mark.kind] : undefined}
        data-exam={mark.kind}
        sx={{
          display: 'inline-flex',
          alignItems: 'flex-start',
          gap: 0.5,
          fontSize: '0.8125rem',
          lineHeight: 1.4,
          color: hasFailed ? 'error.main' : 'text.secondary',
          fontWeight: hasFailed ? 600 : 400,
        }}
      >
        <Icon sx={{ fontSize: 16, mt: '1px', flexShrink: 0 }} />
        {!isSmall && words[mark.kind]}
      </Box>
    </Tooltip>
  );
}
