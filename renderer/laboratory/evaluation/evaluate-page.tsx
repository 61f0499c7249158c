import { Box, Button, Skeleton, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { EvaluationId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { routes, useNavigate } from '../../shared/navigation/routes.ts';
import { RunFrame } from '../evaluation-runs/run-frame.tsx';
import { runIdOf } from '../evaluation-runs/run-id.ts';
import { EvaluationForm } from './evaluation-form.tsx';
import { Explorer } from './explorer.tsx';

/** How good one model is on one dataset, and on which cases it errs. */
export function EvaluatePage({ location }: { readonly location: string }) {
  const id = runIdOf(location);
  return (
    <RunFrame kind="evaluation" title="Evaluate" newTitle="New evaluation" route={routes.evaluate} current={id}>
      {id === null ? <EvaluationForm /> : <Evaluation key={id} id={id} />}
    </RunFrame>
  );
}

function Evaluation({ id }: { readonly id: EvaluationId }) {
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
  if (report.data === undefined || scores.data === undefined) return <ReportSkeleton />;
  if (report.data.kind === 'comparison')
    return (
      <Box sx={{ p: 3, display: 'grid', gap: 2, justifyItems: 'start' }}>
        <Typography>This run compares several models.</Typography>
        <Button variant="contained" onClick={() => navigate(`${routes.compare}/${id}`)}>
          Open the comparison
        </Button>
      </Box>
    );
  if (report.data.measures.findings.length === 0)
    return <Typography sx={{ p: 3 }}>Nothing could be measured: the model has no finding to give.</Typography>;
  return <Explorer id={id} report={report.data} scores={scores.data} />;
}

/** Of the report's final size. */
function ReportSkeleton() {
  return (
    <Box aria-busy sx={{ p: 2, display: 'grid', gap: 1.5 }}>
      <Skeleton height={52} />
      <Skeleton height={64} />
      <Skeleton height={124} />
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(3, 1fr)' }}>
        {[0, 1, 2].map((place) => (
          <Skeleton key={place} height={318} />
        ))}
      </Box>
    </Box>
  );
}
