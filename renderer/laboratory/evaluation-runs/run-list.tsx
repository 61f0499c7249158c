import { Box, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import type { EvaluationRun } from '../../../main/contract/evaluation.ts';
import type { EvaluationId } from '../../../main/domain/ids.ts';
import { LineList, LineListSkeleton, RemovableLine } from '../../shared/components/removable-line.tsx';
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
    <RemovableLine
      isCurrent={isCurrent}
      onOpen={onOpen}
      testId="run"
      removal={{
        hint: t('runs:forget'),
        label: t('runs:forgetRun', { run: titleOfRun(run), dataset: run.dataset.name }),
        onRemove,
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
        {run.warnings > 0 ? t('runs:warnings', { time: formatTime(run.at), count: run.warnings }) : formatTime(run.at)}
      </Typography>
    </RemovableLine>
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
  if (runs === undefined) return <LineListSkeleton height={84} />;
  return (
    <LineList label={t('runs:list')}>
      {runs.map((run) => (
        <RunLine
          key={run.id}
          run={run}
          isCurrent={run.id === current}
          onOpen={() => onOpen(run.id)}
          onRemove={() => remove.mutate({ id: run.id })}
        />
      ))}
    </LineList>
  );
}
