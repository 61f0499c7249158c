import { Typography } from '@mui/material';
import type { ModelCard } from '../../../main/domain/models/model-card.ts';

/** Why a model that ships as an example is not to be trusted; nothing for any other. */
export function ExampleWarning({
  card: { title, exampleOnly },
}: {
  readonly card: Pick<ModelCard, 'title' | 'exampleOnly'>;
}) {
  if (exampleOnly === undefined) return null;
  return (
    <Typography
      role="note"
      aria-label={`Warning about ${title}`}
      variant="body2"
      sx={{ borderLeft: '3px solid', borderColor: 'warning.main', pl: 1.25, py: 0.25 }}
    >
      <b>An example of what not to trust.</b> {exampleOnly}
    </Typography>
  );
}
