import { Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ModelCard } from '../../../main/domain/models/model-card.ts';

/** Why a model that ships as an example is not to be trusted; nothing for any other. */
export function ExampleWarning({
  card: { title, exampleOnly },
}: {
  readonly card: Pick<ModelCard, 'title' | 'exampleOnly'>;
}) {
  const { t } = useTranslation('components');
  if (exampleOnly === undefined) return null;
  return (
    <Typography
      role="note"
      aria-label={t('exampleWarning', { title })}
      variant="body2"
      sx={{ borderLeft: '3px solid', borderColor: 'warning.main', pl: 1.25, py: 0.25 }}
    >
      <b>{t('exampleTitle')}</b> {exampleOnly}
    </Typography>
  );
}
