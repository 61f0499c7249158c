import { Box, Button, Skeleton, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import type { LabelCount, ModelCount } from '../../../main/contract/learning.ts';
import { operations } from '../../shared/client/client.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { t } from '../../shared/messages/messages.ts';
import { routes, useNavigate } from '../../shared/navigation/routes.ts';
import { Section } from './section.tsx';

/** The labels that reads have given, and the way from them to a dataset. */
export function LabelCounts() {
  const { data, error, refetch } = useQuery(operations.learning.labels.queryOptions());
  const cards = useQuery(operations.models.list.queryOptions()).data ?? [];
  return (
    <Section title={t('learning:wasRead')} explanation={t('learning:wasReadMeans')}>
      {error !== null && <FaultNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton variant="rounded" height={60} />}
      {data?.length === 0 && <Typography>{t('learning:noneRead')}</Typography>}
      {data?.map((count) => (
        <CountRow key={count.label} count={count} cards={cards} />
      ))}
    </Section>
  );
}

function CountRow({ count, cards }: { readonly count: LabelCount; readonly cards: readonly InstalledCard[] }) {
  const { label, present, absent, open, readers, byModel } = count;
  const navigate = useNavigate();
  const make = useMutation(operations.datasets.add.mutationOptions({ onSuccess: () => navigate(routes.data) }));
  const parts = [
    { what: 'present', frames: present, opacity: 1 },
    { what: 'absent', frames: absent, opacity: 0.4 },
  ];
  return (
    <Box sx={{ display: 'grid', gap: 0.75, maxWidth: 760 }}>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'baseline', flexWrap: 'wrap' }}>
        <Typography sx={{ fontWeight: 500 }}>{formatLabel(label)}</Typography>
        <Typography variant="body2" sx={{ fontVariantNumeric: 'tabular-nums', flex: 1 }}>
          {open > 0
            ? t('learning:countsOpen', { present, absent, open, readers: readers.join(', ') })
            : t('learning:counts', { present, absent, readers: readers.join(', ') })}
        </Typography>
        {byModel.filter(hasBoth).map((one) => (
          <Button
            key={one.model}
            size="small"
            variant="outlined"
            loading={make.isPending}
            onClick={() => make.mutate({ source: { kind: 'reads', model: one.model, label } })}
          >
            {byModel.length === 1 ? t('learning:makeDataset') : makeDatasetOf(one, cards)}
          </Button>
        ))}
      </Box>
      <Box aria-hidden sx={{ display: 'flex', gap: '2px', height: 8 }}>
        {parts.map(({ what, frames, opacity }) => (
          <Box key={what} sx={{ bgcolor: 'people.main', borderRadius: '2px' }} style={{ flex: frames, opacity }} />
        ))}
      </Box>
      {make.error !== null && <FaultNotice error={make.error} />}
    </Box>
  );
}

const hasBoth = ({ present, absent }: ModelCount): boolean => present > 0 && absent > 0;

/** Answers to several models go into datasets of their own. */
const makeDatasetOf = ({ model, present, absent }: ModelCount, cards: readonly InstalledCard[]): string =>
  t('learning:makeDatasetOf', {
    count: present + absent,
    model: cards.find(({ id }) => id === model)?.title ?? model,
  });
