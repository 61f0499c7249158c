import { Box, Button, Skeleton, TextField, Typography } from '@mui/material';
import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrainingRequest, TrainingView } from '../../../../main/contract/training.ts';
import { operations } from '../../../shared/client/client.ts';
import { sentenceOf } from '../../../shared/faults/fault-text.ts';
import { FaultNotice } from '../../../shared/faults/fault-notice.tsx';
import { routes, useNavigate } from '../../../shared/navigation/routes.ts';
import { EmptyLaboratory } from '../../prerequisites/empty-laboratory.tsx';
import { usualDataset } from '../../evaluation-runs/entry-choice.ts';
import { AugmentationPreview } from './augmentation-preview.tsx';
import { DataColumn } from './data-column.tsx';
import { faultOfName, proposeName, requestOf, type Draft, type DraftAction } from './draft.ts';
import { EstimateLine } from './estimate-line.tsx';
import { NetworkColumn } from './network-column.tsx';
import { SettingsColumn } from './settings-column.tsx';
import { useDebouncedValue } from '../../../shared/hooks/use-debounced-value.ts';

interface NewTrainingProps {
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  readonly trainings: readonly TrainingView[];
}

function Column({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box
      component="section"
      aria-label={title}
      sx={{ overflowY: 'auto', minHeight: 0, p: 2, borderRight: '1px solid', borderColor: 'divider' }}
    >
      <Typography component="h2" variant="h2" sx={{ mb: 1.5 }}>
        {title}
      </Typography>
      {children}
    </Box>
  );
}

/** The plan of the request, asked for again when the person pauses for a moment; the last one stays meanwhile. */
function usePlan(request: TrainingRequest | null) {
  const settled = useDebouncedValue(request, 250);
  return useQuery(
    operations.training.plan.queryOptions({
      input: settled === null ? skipToken : settled,
      placeholderData: keepPreviousData,
      retry: false,
    }),
  );
}

/** Data, network and settings of a training to come, with all that can be known before it starts. */
export function NewTraining({ draft: given, dispatch, trainings }: NewTrainingProps) {
  const { t } = useTranslation('training');
  const datasets = useQuery(operations.datasets.list.queryOptions());
  const choices = useQuery(operations.training.choices.queryOptions({ staleTime: Infinity }));
  const cards = useQuery(operations.models.list.queryOptions());
  const draft = { ...given, dataset: given.dataset ?? usualDataset(datasets.data ?? [])?.id ?? null };
  const taken = [...(cards.data ?? []).map(({ id }) => id), ...trainings.map(({ request }) => request.model)];
  const request = requestOf(draft, taken);
  const plan = usePlan(request);
  if (datasets.data?.length === 0) return <EmptyLaboratory what="datasets" purpose="train" />;
  if (choices.error !== null) return <FaultNotice error={choices.error} onRetry={() => void choices.refetch()} />;
  if (choices.data === undefined || datasets.data === undefined) return <Skeleton sx={{ m: 2 }} height={600} />;
  const shown = plan.error === null || plan.data !== undefined ? plan.data : undefined;
  return (
    <Box sx={{ display: 'grid', gridTemplateRows: 'auto minmax(0, 1fr)', height: '100%' }}>
      <StartBar draft={draft} dispatch={dispatch} taken={taken} request={request} error={plan.error} />
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: 'minmax(260px, 320px) minmax(260px, 340px) minmax(0, 1fr)',
          minHeight: 0,
        }}
      >
        <Column title={t('data')}>
          <DataColumn
            datasets={datasets.data}
            chosen={draft.dataset}
            plan={shown}
            onChoose={(dataset) => dispatch({ type: 'dataset', dataset })}
          />
          <Box sx={{ mt: 2.5 }}>{request !== null && <AugmentationPreview request={request} />}</Box>
        </Column>
        <Column title={t('network')}>
          <NetworkColumn
            choices={choices.data}
            cards={cards.data ?? []}
            base={draft.base}
            plan={shown}
            onBase={(base) => dispatch({ type: 'base', base })}
            onDepth={(value) => dispatch({ type: 'setting', name: 'train', value })}
          />
        </Column>
        <Column title={t('settings')}>
          <SettingsColumn choices={choices.data} plan={shown} draft={draft} dispatch={dispatch} />
        </Column>
      </Box>
    </Box>
  );
}

interface StartBarProps {
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  readonly taken: readonly string[];
  readonly request: TrainingRequest | null;
  /** Why the request is refused; null while it is not. */
  readonly error: unknown;
}

function StartBar({ draft, dispatch, taken, request, error }: StartBarProps) {
  const { t } = useTranslation('training');
  const navigate = useNavigate();
  const start = useMutation(
    operations.training.start.mutationOptions({ onSuccess: ({ id }) => navigate(`${routes.train}/${id}`) }),
  );
  const { key: nameFault = null, ...details } = faultOfName(draft.name, taken) ?? {};
  const fault = error ?? start.error;
  return (
    <Box
      component="section"
      aria-label={t('start')}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        px: 2,
        py: 1.25,
        minHeight: 92,
        borderBottom: '1px solid',
        borderColor: 'divider',
      }}
    >
      <TextField
        size="small"
        label={t('modelName')}
        value={draft.name}
        placeholder={proposeName(draft, taken)}
        error={nameFault !== null}
        helperText={nameFault === null ? t('nameHint') : t(nameFault, { character: '', ...details })}
        slotProps={{ inputLabel: { shrink: true } }}
        onChange={({ target }) => dispatch({ type: 'name', name: target.value })}
        sx={{ width: 220, flexShrink: 0 }}
      />
      <Box sx={{ flex: 1, minWidth: 0 }} role="status">
        {fault === null ? (
          request !== null && <EstimateLine request={request} />
        ) : (
          <Typography color="error" data-testid="training-fault">
            {sentenceOf(fault)}
          </Typography>
        )}
      </Box>
      <Button
        variant="contained"
        size="large"
        sx={{ flexShrink: 0 }}
        disabled={request === null || nameFault !== null || error !== null}
        loading={start.isPending}
        onClick={() => request !== null && start.mutate(request)}
      >
        {t('startTraining')}
      </Button>
    </Box>
  );
}
