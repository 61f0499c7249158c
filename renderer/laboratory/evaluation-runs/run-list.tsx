import { Box, ButtonBase, IconButton, Skeleton, Tooltip, Typography } from '@mui/material';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { useMutation } from '@tanstack/react-query';
import type { EvaluationRun } from '../../../main/contract/evaluation.ts';
import type { EvaluationId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { reportFault } from '../../shared/faults/reported-faults.ts';
import { formatLabel, formatTime } from '../../shared/format/format.ts';
import { t } from '../../shared/messages/messages.ts';
import { queryClient } from '../../shared/client/query-client.ts';

interface RunListProps {
  /** Newest first; undefined while they are looked up. */
  readonly runs: readonly EvaluationRun[] | undefined;
  readonly current: EvaluationId | null;
  readonly onOpen: (id: EvaluationId) => void;
  /** After the run that was open has been removed. */
  readonly onClosed: () => void;
}

const titleOfRun = ({ kind, models }: EvaluationRun): string =>
  kind === 'evaluation' ? (models[0]?.title ?? '') : t('runs:models', { count: models.length });

function Figures({ run }: { readonly run: EvaluationRun }) {
  const [first] = run.figures;
  if (first === undefined) return null;
  const { label, auc } = first;
  return (
    <Box
      component="span"
      sx={{
        fontSize: '0.75rem',
        color: 'text.secondary',
        whiteSpace: 'nowrap',
        overflow: 'hidden',
        textOverflow: 'ellipsis',
      }}
    >
      {t(run.kind === 'comparison' ? 'runs:bestAuc' : 'runs:auc', { label: formatLabel(label) })}
      <Box component="span" sx={{ color: 'machine.main', fontWeight: 600 }}>
        {auc === null ? t('common:notDefined') : auc.value.toFixed(3)}
      </Box>
      {auc !== null && t('runs:interval', { low: auc.interval95[0].toFixed(3), high: auc.interval95[1].toFixed(3) })}
      {run.figures.length > 1 && t('runs:more', { count: run.figures.length - 1 })}
    </Box>
  );
}

interface RunLineProps {
  readonly run: EvaluationRun;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
  readonly onRemove: () => void;
}

function RunLine({ run, isCurrent, onOpen, onRemove }: RunLineProps) {
  return (
    <Box component="li" sx={{ position: 'relative', '&:hover .remove, &:focus-within .remove': { opacity: 1 } }}>
      <ButtonBase
        onClick={onOpen}
        aria-current={isCurrent ? 'true' : undefined}
        data-testid="run"
        sx={{
          width: '100%',
          display: 'grid',
          gap: 0.25,
          textAlign: 'left',
          justifyContent: 'stretch',
          px: 1.5,
          py: 1,
          borderRadius: 1,
          font: 'inherit',
          bgcolor: isCurrent ? 'selected' : 'transparent',
          '&:hover': { bgcolor: isCurrent ? 'selected' : 'raised' },
        }}
      >
        <Typography noWrap sx={{ fontWeight: 500, pr: 3 }}>
          {titleOfRun(run)}
        </Typography>
        <Typography noWrap variant="body2">
          {t('runs:where', {
            dataset: run.dataset.name,
            split: t(`runs:splitInline.${run.dataset.split}`),
            count: run.measured,
          })}
        </Typography>
        <Figures run={run} />
        <Typography variant="caption" color="textSecondary">
          {run.warnings > 0
            ? t('runs:warnings', { time: formatTime(run.at), count: run.warnings })
            : formatTime(run.at)}
        </Typography>
      </ButtonBase>
      <Tooltip title={t('runs:forget')}>
        <IconButton
          className="remove"
          size="small"
          aria-label={t('runs:forgetRun', { run: titleOfRun(run), dataset: run.dataset.name })}
          onClick={onRemove}
          sx={{ position: 'absolute', top: 2, right: 2, opacity: 0, minWidth: 32, minHeight: 32, p: 0.5 }}
        >
          <DeleteOutlined sx={{ fontSize: 16 }} />
        </IconButton>
      </Tooltip>
    </Box>
  );
}

/** The runs that are kept; one opens without any waiting. */
export function RunList({ runs, current, onOpen, onClosed }: RunListProps) {
  const remove = useMutation(
    operations.evaluation.remove.mutationOptions({
      onSuccess: (left, { id }) => {
        queryClient.setQueryData(operations.evaluation.list.queryKey(), left);
        if (id === current) onClosed();
      },
      onError: (error) => reportFault(error),
    }),
  );
  if (runs === undefined)
    return (
      <Box sx={{ display: 'grid', gap: 1 }} aria-busy>
        {[0, 1, 2].map((place) => (
          <Skeleton key={place} height={84} />
        ))}
      </Box>
    );
  return (
    <Box component="ul" aria-label={t('runs:list')} sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.25 }}>
      {runs.map((run) => (
        <RunLine
          key={run.id}
          run={run}
          isCurrent={run.id === current}
          onOpen={() => onOpen(run.id)}
          onRemove={() => remove.mutate({ id: run.id })}
        />
      ))}
    </Box>
  );
}
