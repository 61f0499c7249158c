import { Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../../shared/format/format.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import type { ModelFinding } from '../reading-state/model-findings.ts';

/** The provenance of a probability, for its tooltip. */
export function FindingProvenance({ modelFinding: { finding, prediction } }: { readonly modelFinding: ModelFinding }) {
  const { t } = useTranslation('reading');
  const { provenance, labels, logits } = prediction;
  const logit = logits[labels.indexOf(finding.label)];
  const facts: readonly (readonly [string, string])[] = [
    [t('probability'), finding.probability.toFixed(4)],
    [t('rawLogit'), logit === undefined ? t('unknown') : logit.toFixed(3)],
    [t('temperature'), provenance.temperature.toFixed(3)],
    [t('threshold'), formatProbability(finding.threshold)],
    [t('model'), `${finding.model} ${provenance.modelVersion}`],
    [t('preprocessing'), t('preprocessingVersion', { version: provenance.preprocessingVersion })],
    [t('provider'), t('providerValue', { provider: provenance.provider, version: provenance.runtimeVersion })],
    [t('scored'), t('scoredValue', { time: formatTime(prediction.createdAt), ms: Math.round(prediction.durationMs) })],
  ];
  return (
    <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'auto auto', columnGap: 1.5, rowGap: 0.25 }}>
      {facts.map(([term, value]) => (
        <Box key={term} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ opacity: 0.75 }}>
            {term}
          </Box>
          <Box component="dd" sx={{ m: 0 }}>
            {value}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
