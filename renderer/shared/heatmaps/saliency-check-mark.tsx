import Check from '@mui/icons-material/Check';
import HelpOutline from '@mui/icons-material/HelpOutlineOutlined';
import ReportProblemOutlined from '@mui/icons-material/ReportProblemOutlined';
import { Box, Tooltip } from '@mui/material';
import { markSentence } from '../../../main/contract/messages/saliency-sentences.ts';
import type { SaliencyCheckMark as Mark } from '../../../main/domain/saliency-checks/saliency-check.ts';
import type { HeatmapMethod } from '../../../main/domain/heatmaps/heatmap-method.ts';
import type { ModelId } from '../../../main/domain/ids.ts';
import { t } from '../messages/messages.ts';
import { useSaliencyCheckMark } from './use-saliency-checks.ts';

const icons = {
  passed: Check,
  notChecked: HelpOutline,
  failed: ReportProblemOutlined,
  failedSanity: ReportProblemOutlined,
} as const;

const wordsOf = ({ kind }: Mark): string => t(`heatmaps:${kind}`);

const explanationOf = (mark: Mark): string =>
  markSentence(mark) ?? t(mark.kind === 'passed' ? 'heatmaps:whyPassed' : 'heatmaps:whyNotChecked');

interface SaliencyCheckMarkProps {
  readonly model: ModelId | null;
  readonly method: HeatmapMethod | null;
  /** The sign alone, for small maps; the words are in its tooltip. */
  readonly isSmall?: boolean;
  /** In a list of choices: nothing to hover over or to stop at. */
  readonly isPlain?: boolean;
}

/** Whether maps by this method can be trusted, to stand beside any map: a sign and words. */
export function SaliencyCheckMark({ model, method, isSmall = false, isPlain = false }: SaliencyCheckMarkProps) {
  const mark = useSaliencyCheckMark(model, method);
  if (mark === null) return null;
  if (isPlain) return <Sign mark={mark} text={wordsOf(mark)} />;
  if (isSmall)
    return (
      <Tooltip title={t('heatmaps:explained', { verdict: wordsOf(mark), explanation: explanationOf(mark) })}>
        <Box component="span" tabIndex={0} role="img" aria-label={wordsOf(mark)} sx={{ display: 'inline-flex' }}>
          <Sign mark={mark} />
        </Box>
      </Tooltip>
    );
  return (
    <Tooltip title={explanationOf(mark)} describeChild>
      <Box component="span" tabIndex={0} role="note" sx={{ display: 'inline-flex' }}>
        <Sign mark={mark} text={wordsOf(mark)} />
      </Box>
    </Tooltip>
  );
}

function Sign({ mark, text }: { readonly mark: Mark; readonly text?: string }) {
  const Icon = icons[mark.kind];
  const hasFailed = mark.kind === 'failed' || mark.kind === 'failedSanity';
  return (
    <Box
      component="span"
      data-check={mark.kind}
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
      {text}
    </Box>
  );
}
