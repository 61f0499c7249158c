import Add from '@mui/icons-material/Add';
import { Box, Button, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { EvaluationRun } from '../../../main/contract/evaluation.ts';
import type { EvaluationId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { t } from '../../shared/messages/messages.ts';
import { useNavigate } from '../../shared/navigation/routes.ts';
import { RunList } from './run-list.tsx';

interface RunFrameProps {
  readonly kind: EvaluationRun['kind'];
  readonly title: string;
  readonly newTitle: string;
  /** The page's route, without an id. */
  readonly route: string;
  readonly current: EvaluationId | null;
  readonly children: ReactNode;
}

/** The kept runs at the left, the open one beside them. */
export function RunFrame({ kind, title, newTitle, route, current, children }: RunFrameProps) {
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(operations.evaluation.list.queryOptions());
  const runs = data?.filter((run) => run.kind === kind);
  return (
    <Box sx={{ display: 'flex', height: '100%', minHeight: 0 }}>
      <Box
        component="aside"
        aria-label={t('runs:keptRuns', { page: title })}
        sx={{
          width: 256,
          flexShrink: 0,
          display: 'flex',
          flexDirection: 'column',
          borderRight: '1px solid',
          borderColor: 'divider',
          minHeight: 0,
        }}
      >
        <Box sx={{ display: 'flex', alignItems: 'center', px: 1.5, pl: 2, py: 1.25, gap: 1 }}>
          <Typography component="h1" variant="h2" sx={{ flex: 1 }}>
            {title}
          </Typography>
          <Button
            size="small"
            variant={current === null ? 'contained' : 'outlined'}
            startIcon={<Add />}
            aria-label={newTitle}
            onClick={() => navigate(route)}
          >
            {t('runs:new')}
          </Button>
        </Box>
        <Box sx={{ flex: 1, minHeight: 0, overflowY: 'auto', px: 0.75, pb: 1 }}>
          {error !== null && <FaultNotice error={error} onRetry={() => void refetch()} />}
          {error === null && (
            <RunList
              runs={runs}
              current={current}
              onOpen={(id) => navigate(`${route}/${id}`)}
              onClosed={() => navigate(route)}
            />
          )}
          {runs?.length === 0 && (
            <Typography variant="body2" color="textSecondary" sx={{ px: 1.25, py: 1 }}>
              {t('runs:empty')}
            </Typography>
          )}
        </Box>
      </Box>
      <Box sx={{ flex: 1, minWidth: 0, minHeight: 0, position: 'relative' }}>{children}</Box>
    </Box>
  );
}
