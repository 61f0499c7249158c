import { Box } from '@mui/material';
import { saliencyLimits } from '../../../../main/domain/saliency-checks/saliency-check.ts';
import { t } from '../../../shared/messages/messages.ts';

const explanations = (): readonly (readonly [term: string, text: string])[] => [
  [t('saliencyChecks:sanity'), t('saliencyChecks:sanityMeans', { limit: saliencyLimits.sanityCorrelation.toFixed(2) })],
  [t('saliencyChecks:orderTerm'), t('saliencyChecks:orderMeans')],
  [
    t('saliencyChecks:repeatability'),
    t('saliencyChecks:repeatabilityMeans', { limit: saliencyLimits.repeatability.toFixed(2) }),
  ],
  [t('saliencyChecks:phantoms'), t('saliencyChecks:phantomsMeans')],
  [t('saliencyChecks:lungs'), t('saliencyChecks:lungsMeans')],
];

/** The tests of a saliency check for people who have never met them. */
export function SaliencyCheckExplanations() {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: 'max-content 1fr',
        columnGap: 2,
        rowGap: 0.5,
        fontSize: '0.8125rem',
        maxWidth: 880,
      }}
    >
      {explanations().map(([term, text]) => (
        <Box key={term} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {term}
          </Box>
          <Box component="dd" sx={{ m: 0 }}>
            {text}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
