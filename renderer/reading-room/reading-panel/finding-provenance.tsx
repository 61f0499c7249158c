import { Box } from '@mui/material';
import { formatProbability, formatTime } from '../../shared/format/format.ts';
import type { Claim } from '../reading-state/model-findings.ts';

/** Where the number comes from, for the tooltip. */
export function ClaimProvenance({ claim: { finding, prediction } }: { readonly claim: Claim }) {
  const { provenance, labels, logits } = prediction;
  const logit = logits[labels.indexOf(finding.label)];
  const facts: readonly (readonly [string, string])[] = [
    ['Probability', finding.probability.toFixed(4)],
    ['Raw logit', logit === undefined ? 'unknown' : logit.toFixed(3)],
    ['Temperature', provenance.temperature.toFixed(3)],
    ['Threshold', formatProbability(finding.threshold)],
    ['Model', `${finding.model} ${provenance.modelVersion}`],
    ['Preprocessing', `version ${provenance.preprocessingVersion}`],
    ['Provider', `${provenance.provider}, ONNX Runtime ${provenance.runtimeVersion}`],
    ['Scored', `${formatTime(prediction.createdAt)}, ${Math.round(prediction.durationMs)} ms`],
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
