import { Box, Button, Skeleton, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { EvaluationId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { routes, useNavigate } from '../../shared/navigation/routes.ts';
import { RunFrame } from '../evaluation-runs/run-frame.tsx';
import { runIdOf } from '../evaluation-runs/run-id.ts';
import { ComparisonForm } from './comparison-form.tsx';
import { ComparisonView } from './comparison-view.tsx';

/** Several models on the same cases. */
export function ComparePage({ location }: { readonly location: string }) {
  const id = runIdOf(location);
  return (
    <RunFrame kind="comparison" title="Compare" newTitle="New comparison" route={routes.compare} current={id}>
      {id === null ? <ComparisonForm /> : <Comparison key={id} id={id} />}
    </RunFrame>
  );
}

function Comparison({ id }: { readonly id: EvaluationId }) {
  const navigate = useNavigate();
  const report = useQuery(operations.evaluation.get.queryOptions({ input: { id } }));
  const scores = useQuery(operations.evaluation.scores.queryOptions({ input: { id } }));
  const error = report.error ?? scores.error;
  if (error !== null)
    return (
      <Box sx={{ p: 3 }}>
        <FaultNotice error={error} onRetry={() => void Promise.all([report.refetch(), scores.refetch()])} />
      </Box>
    );
  if (report.data === undefined || scores.data === undefined)
    return (
      <Box aria-busy sx={{ p: 2, display: 'grid', gap: 1.5 }}>
        <Skeleton height={52} />
        <Skeleton height={300} />
        <Skeleton height={320} />
      </Box>
    );
  if (report.data.kind === 'evaluation')
    return (
      <Box sx={{ p: 3, display: 'grid', gap: 2, justifyItems: 'start' }}>
        <Typography>This run is about one model.</Typography>
        <Button variant="contained" onClick={() => navigate(`${routes.evaluate}/${id}`)}>
          Open the evaluation
        </Button>
      </Box>
    );
  if (report.data.findings.length === 0)
    return <Typography sx={{ p: 3 }}>The models have no finding in common, so there is nothing to compare.</Typography>;
  return <ComparisonView id={id} report={report.data} scores={scores.data} />;
}
