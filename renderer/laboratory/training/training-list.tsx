import { Box, Checkbox, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TrainingView } from '../../../main/contract/training.ts';
import type { TrainingId } from '../../../main/domain/ids.ts';
import { LineList, RemovableLine } from '../../shared/components/removable-line.tsx';
import { operations } from '../../shared/client/client.ts';
import { reportFault } from '../../shared/faults/reported-faults.ts';
import { formatTime } from '../../shared/format/format.ts';
import { queryClient } from '../../shared/client/query-client.ts';
import { bestOf, isUnderWay, phaseOf, trainingTitle } from './training-words.ts';

interface TrainingListProps {
  readonly trainings: readonly TrainingView[];
  readonly current: TrainingId | null;
  readonly ticked: readonly TrainingId[];
  readonly onOpen: (id: TrainingId) => void;
  readonly onTick: (id: TrainingId) => void;
  /** After the one that was open has been removed. */
  readonly onClosed: () => void;
}

function Line({
  training,
  current,
  ticked,
  onOpen,
  onTick,
  onRemove,
}: Omit<TrainingListProps, 'trainings' | 'onClosed'> & {
  readonly training: TrainingView;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation('training');
  const { id, startedAt, datasetName } = training;
  const best = bestOf(training);
  return (
    <RemovableLine
      isCurrent={id === current}
      onOpen={() => onOpen(id)}
      testId="training"
      state={training.state}
      checkbox={
        <Checkbox
          size="small"
          checked={ticked.includes(id)}
          onChange={() => onTick(id)}
          slotProps={{ input: { 'aria-label': t('compareWith', { title: trainingTitle(training) }) } }}
          sx={{ alignSelf: 'start', mt: 0.25, p: 0.75 }}
        />
      }
      removal={
        isUnderWay(training)
          ? null
          : { hint: t('removeHint'), label: t('removeOf', { title: trainingTitle(training) }), onRemove }
      }
    >
      <Typography noWrap sx={{ fontWeight: 500, pr: 3 }}>
        {trainingTitle(training)}
      </Typography>
      <Typography noWrap variant="body2">
        {phaseOf(t, training)}
        {best !== undefined && (
          <>
            {` · ${t('auc')} `}
            <Box component="span" sx={{ color: 'machine.main', fontWeight: 600 }}>
              {best.auc.toFixed(3)}
            </Box>
          </>
        )}
      </Typography>
      <Typography noWrap variant="caption" color="textSecondary">
        {datasetName} · {formatTime(startedAt)}
      </Typography>
    </RemovableLine>
  );
}

/** All trainings, the newest first; ticked ones can be put side by side. */
export function TrainingList({ trainings, onClosed, ...choice }: TrainingListProps) {
  const { t } = useTranslation('training');
  const remove = useMutation(
    operations.training.remove.mutationOptions({
      onSuccess: (left, { training }) => {
        queryClient.setQueryData(operations.training.list.queryKey(), left);
        if (training === choice.current) onClosed();
      },
      onError: (error) => reportFault(error),
    }),
  );
  return (
    <LineList label={t('list')}>
      {trainings.map((training) => (
        <Line
          key={training.id}
          training={training}
          {...choice}
          onRemove={() => remove.mutate({ training: training.id })}
        />
      ))}
    </LineList>
  );
}
