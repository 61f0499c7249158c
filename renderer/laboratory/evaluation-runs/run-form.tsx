import { Box, Button, Paper, Typography } from '@mui/material';
import { keepPreviousData, useQuery, type UseMutationResult } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { EntryChoice } from '../../../main/contract/evaluation-request.ts';
import type { RegisteredDataset } from '../../../main/domain/datasets/dataset.ts';
import type { ModelId } from '../../../main/domain/ids.ts';
import type { Job } from '../../../main/domain/job.ts';
import { operations } from '../../shared/client/client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { JobProgress } from '../../shared/jobs/job-progress.tsx';
import { ChooseEntries } from './choose-entries.tsx';
import { choiceOf, noSelection } from './entry-choice.ts';
import { LabelMeanings } from './label-meanings.tsx';
import { PlanSummary } from './plan-summary.tsx';

interface RunFormProps<Request> {
  readonly name: string;
  readonly question: string;
  readonly action: string;
  readonly datasets: readonly RegisteredDataset[];
  readonly models: readonly ModelId[];
  /** Why these models can't be chosen, as a sentence; null where they can. */
  readonly refusal: string | null;
  readonly start: Pick<UseMutationResult<Job, Error, Request>, 'mutate' | 'isPending' | 'error'>;
  readonly toRequest: (choice: EntryChoice) => Request;
  /** The job that this form has started. */
  readonly job: Job | undefined;
  /** The choice of models and of what is special about this kind of run. */
  readonly children: ReactNode;
}

/** Which models on which images: says what a run would do before it is started. */
export function RunForm<Request>(props: RunFormProps<Request>) {
  const { name, question, action, datasets, models, refusal, start, toRequest, job, children } = props;
  const [selection, setSelection] = useState(noSelection);
  const choice = choiceOf(selection, datasets);
  const plan = useQuery({
    ...operations.evaluation.plan.queryOptions({
      input: { ...choice, models: [...models] },
      placeholderData: keepPreviousData,
    }),
    enabled: refusal === null,
  });
  const canStart =
    refusal === null && plan.data !== undefined && plan.data.refusal === null && job?.state !== 'running';
  return (
    <Box
      tabIndex={0}
      role="region"
      aria-label={name}
      sx={{ height: '100%', overflowY: 'auto', '&:focus-visible': { outlineOffset: '-2px' } }}
    >
      <Box sx={{ maxWidth: 760, mx: 'auto', p: 3, display: 'grid', gap: 2 }}>
        <Typography component="h2" variant="h1">
          {question}
        </Typography>
        <Paper variant="outlined" sx={{ p: 2.5, display: 'grid', gap: 2.5 }}>
          <ChooseEntries datasets={datasets} choice={choice} onChoose={setSelection} />
          {children}
          {plan.data !== undefined && (
            <LabelMeanings
              plan={plan.data}
              labelMap={choice.labelMap}
              onChange={(labelMap) => setSelection({ ...choice, labelMap })}
            />
          )}
          <Box sx={{ minHeight: 44 }}>
            {refusal !== null && <Typography>{refusal}</Typography>}
            {refusal === null && plan.data !== undefined && <PlanSummary plan={plan.data} />}
            {plan.error !== null && <FaultNotice error={plan.error} onRetry={() => void plan.refetch()} />}
          </Box>
          <Box>
            <Button
              variant="contained"
              disabled={!canStart}
              loading={start.isPending}
              onClick={() => start.mutate(toRequest(choice))}
            >
              {action}
            </Button>
          </Box>
          {start.error !== null && <FaultNotice error={start.error} />}
          {job !== undefined && <JobProgress job={job} />}
        </Paper>
      </Box>
    </Box>
  );
}
