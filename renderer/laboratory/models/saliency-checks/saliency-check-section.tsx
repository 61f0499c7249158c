import { Box, Link, Typography } from '@mui/material';
import { useState } from 'react';
import type { SaliencyCheck } from '../../../../main/domain/saliency-checks/saliency-check.ts';
import type { ModelCard } from '../../../../main/domain/models/model-card.ts';
import { formatTime } from '../../../shared/format/format.ts';
import { t } from '../../../shared/messages/messages.ts';
import { useSaliencyChecks } from '../../../shared/heatmaps/use-saliency-checks.ts';
import { SaliencyCheckExplanations } from './saliency-check-explanations.tsx';
import { SaliencyCheckStart } from './saliency-check-start.tsx';
import { SaliencyCheckTable } from './saliency-check-table.tsx';

/** Reports of the same dataset belong into one table: the newest such group, and the others behind it. */
function groupsOf(checks: readonly SaliencyCheck[]): readonly (readonly SaliencyCheck[])[] {
  return [...Map.groupBy(checks, ({ dataset }) => dataset?.fingerprint ?? '').values()];
}

function captionOf(checks: readonly SaliencyCheck[]): string {
  const { dataset, cases, checkedAt } = checks[0]!;
  const time = formatTime(checkedAt);
  const { used: images, patients } = cases;
  return dataset === null
    ? t('saliencyChecks:onPhantoms', { images, time })
    : t('saliencyChecks:onDataset', { images, patients, dataset: dataset.name, time });
}

/** The saliency checks of the model's heatmaps, and the way to another one. */
export function SaliencyCheckSection({ card }: { readonly card: ModelCard }) {
  const checks = useSaliencyChecks(card.id);
  const [isExplained, setIsExplained] = useState(false);
  if (card.operatingPoints.length === 0) return null;
  return (
    <Box
      component="section"
      aria-label={t('saliencyChecks:region', { model: card.title })}
      sx={{ display: 'grid', gap: 1, minWidth: 0 }}
    >
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 2 }}>
        <Typography component="h3" variant="h3" color="textSecondary">
          {t('saliencyChecks:title')}
        </Typography>
        <Link
          component="button"
          variant="body2"
          color="textSecondary"
          aria-expanded={isExplained}
          onClick={() => setIsExplained(!isExplained)}
        >
          {t(isExplained ? 'saliencyChecks:hideTests' : 'saliencyChecks:whatIsTested')}
        </Link>
      </Box>
      {isExplained && <SaliencyCheckExplanations />}
      {checks?.length === 0 && <Typography variant="body2">{t('saliencyChecks:none')}</Typography>}
      {groupsOf(checks ?? []).map((group) => (
        <SaliencyCheckTable
          key={group[0]!.dataset?.fingerprint ?? 'phantoms'}
          caption={captionOf(group)}
          checks={group}
        />
      ))}
      <SaliencyCheckStart card={card} />
    </Box>
  );
}
