import { Box, Skeleton, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { operations } from '../../shared/client/client.ts';
import { messageSentence } from '../../shared/faults/fault-text.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { t } from '../../shared/messages/messages.ts';
import { ImportModel } from './import/import-model.tsx';
import { ModelCardView } from './model-card-view.tsx';
import { RolePanel } from './registry/role-panel.tsx';

/** Which model is in use for what; then each model's card with its measures and limits. */
export function ModelsPage() {
  const { data: cards, error, refetch } = useQuery(operations.models.list.queryOptions());
  const { data: registry, error: registryError } = useQuery(operations.registry.overview.queryOptions());
  return (
    <Box tabIndex={0} sx={{ height: '100%', overflowY: 'auto', '&:focus-visible': { outlineOffset: '-2px' } }}>
      <Box sx={{ maxWidth: { xs: 1120, xl: 1600 }, mx: 'auto', p: 3, display: 'grid', gap: 2.5 }}>
        <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 2 }}>
          <Typography component="h1" variant="h1">
            {t('models:title')}
          </Typography>
          <ImportModel />
        </Box>
        {registryError !== null && <FaultNotice error={registryError} />}
        {registry?.faults.map(messageSentence).map((sentence) => (
          <Typography key={sentence} role="alert">
            {sentence}
          </Typography>
        ))}
        {registry?.roles.map((role) => (
          <RolePanel key={role.id} role={role} />
        ))}
        {error !== null && <FaultNotice error={error} onRetry={() => void refetch()} />}
        {cards === undefined && error === null && <Skeleton height={420} />}
        {cards?.length === 0 && <Typography>{t('models:none')}</Typography>}
        {cards?.map((card) => (
          <ModelCardView key={card.id} card={card} />
        ))}
      </Box>
    </Box>
  );
}
