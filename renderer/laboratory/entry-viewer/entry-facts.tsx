import { Box, Typography } from '@mui/material';
import type { EntryRow } from '../../../main/contract/evaluation.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { t } from '../../shared/messages/messages.ts';
import { PanelSection } from '../../shared/components/panel-section.tsx';

/** An image by the dataset: the truth first, in the colour of people. */
export function EntryFacts({ row }: { readonly row: EntryRow | undefined }) {
  const facts = row === undefined ? [] : Object.entries(row.attributes);
  return (
    <PanelSection title={t('entries:truth')} voice="people">
      <Typography sx={{ fontWeight: 600, color: 'people.main', minHeight: 20 }}>
        {row?.labels.map(formatLabel).join(', ') ?? ''}
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere', minHeight: 36 }}>
        {row?.file}
        {row?.split !== undefined && row.split !== null && ` (${t(`runs:splitInline.${row.split}`)})`}
      </Typography>
      {facts.length > 0 && (
        <Box
          component="dl"
          sx={{ m: 0, display: 'grid', gridTemplateColumns: 'max-content 1fr', columnGap: 2, fontSize: '0.8125rem' }}
        >
          {facts.map(([name, value]) => (
            <Box key={name} sx={{ display: 'contents' }}>
              <Box component="dt" sx={{ color: 'text.secondary' }}>
                {name.charAt(0).toUpperCase() + name.slice(1)}
              </Box>
              <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
                {value}
              </Box>
            </Box>
          ))}
        </Box>
      )}
    </PanelSection>
  );
}
