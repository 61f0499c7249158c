import { Box, ButtonBase, IconButton, Skeleton, Tooltip, Typography } from '@mui/material';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { useMutation } from '@tanstack/react-query';
import type { EvaluationRun } from '../../../main/contract/evaluation.ts';
import type { EvaluationId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { reportFault } from '../../shared/faults/reported-faults.ts';
import { formatCount, formatLabel, formatTime } from '../../shared/format/format.ts';
import { queryClient } from '../../shared/client/query-client.ts';
import { splitWords } from './split-words.ts';

interface RunListProps {
  /** Newest first; undefined while they are looked up. */
  readonly runs: readonly EvaluationRun[] | undefined;
  readonly current: EvaluationId | null;
  readonly onOpen: (id: EvaluationId) => void;
  /** After the run that was open has been removed. */
  readonly onClosed: () => void;
}

const titleOf = ({ kind, models }: EvaluationRun): string =>
  kind === 'evaluation' ? (models[0]?.title ?? '') : `${models.length} models`;

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
      {formatLabel(label)}: {run.kind === 'comparison' && 'best '}AUC{' '}
      <Box component="span" sx={{ color: 'machine.main', fontWeight: 600 }}>
        {auc === null ? 'not defined' : auc.value.toFixed(3)}
      </Box>
      {auc !== null && ` ${auc.interval95[0].toFixed(3)}–${auc.interval95[1].toFixed(3)}`}
      {run.figures.length > 1 && ` +${run.figures.length - 1}`}
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
          {titleOf(run)}
        </Typography>
        <Typography noWrap variant="body2">
          {run.dataset.name}, {splitWords[run.dataset.split]}, n = {formatCount(run.measured)}
        </Typography>
        <Figures run={run} />
        <Typography variant="caption" color="textSecondary">
          {formatTime(run.at)}
          {run.warnings > 0 && ` · ${run.warnings} ${run.warnings === 1 ? 'warning' : 'warnings'}`}
        </Typography>
      </ButtonBase>
      <Tooltip title="Forget this run; its scores stay, so asking again is quick">
        <IconButton
          className="remove"
          size="small"
          aria-label={`Forget ${titleOf(run)} on ${run.dataset.name}`}
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
    <Box component="ul" aria-label="Kept runs" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.25 }}>
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
