import { Box, Button, Skeleton, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ComparisonReport, EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import type { EntryScores } from '../../../main/contract/evaluation.ts';
import type { EvaluationId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { useNavigate } from '../../shared/navigation/routes.ts';
import { RunFrame } from './run-frame.tsx';
import { runIdOf } from './run-id.ts';

type Report = EvaluationReport | ComparisonReport;

/** A run of the other kind, whose address was opened on this page. */
interface OtherKind {
  readonly sentence: string;
  readonly action: string;
  /** Route of its page, without an id. */
  readonly route: string;
}

interface RunPageProps<Kind extends Report['kind']> {
  readonly location: string;
  readonly kind: Kind;
  readonly title: string;
  readonly newTitle: string;
  /** The page's route, without an id. */
  readonly route: string;
  readonly form: ReactNode;
  readonly other: OtherKind;
  /** Heights of what stands in for the report while it is read, pixels. */
  readonly skeleton: readonly number[];
  readonly children: (id: EvaluationId, report: Extract<Report, { kind: Kind }>, scores: EntryScores) => ReactNode;
}

/** The kept runs of one kind at the left; beside them the form for a new one, or the report of the open one. */
export function RunPage<Kind extends Report['kind']>(props: RunPageProps<Kind>) {
  const { location, kind, title, newTitle, route, form } = props;
  const id = runIdOf(location);
  return (
    <RunFrame kind={kind} title={title} newTitle={newTitle} route={route} current={id}>
      {id === null ? form : <OpenRun key={id} id={id} {...props} />}
    </RunFrame>
  );
}

interface OpenRunProps<Kind extends Report['kind']> extends Pick<
  RunPageProps<Kind>,
  'kind' | 'other' | 'skeleton' | 'children'
> {
  readonly id: EvaluationId;
}

function OpenRun<Kind extends Report['kind']>({ id, kind, other, skeleton, children }: OpenRunProps<Kind>) {
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
        {skeleton.map((height) => (
          <Skeleton key={height} height={height} />
        ))}
      </Box>
    );
  if (report.data.kind !== kind)
    return (
      <Box sx={{ p: 3, display: 'grid', gap: 2, justifyItems: 'start' }}>
        <Typography>{other.sentence}</Typography>
        <Button variant="contained" onClick={() => navigate(`${other.route}/${id}`)}>
          {other.action}
        </Button>
      </Box>
    );
  return children(id, report.data as Extract<Report, { kind: Kind }>, scores.data);
}
