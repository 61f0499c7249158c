import { Box } from '@mui/material';
import { saliencyLimits } from '../../../../main/domain/saliency-checks/saliency-check.ts';

const explanations = [
  [
    'Alike when it forgets',
    `What the model learned is shuffled, layer by layer. Its maps must change then: if they don’t, they show the image’s own edges and not what the model learned. 0 is unrelated, 1 the same; ${saliencyLimits.sanityCorrelation.toFixed(2)} and more fails.`,
  ],
  [
    'Covering, uncovering',
    'The image is covered, and uncovered, beginning where the map is highest. The model’s answer should change sooner than with places drawn at random: how much sooner is shown, 0 is no better than chance.',
  ],
  [
    'When shifted',
    `The image is moved by 3 % or gets a little noise. The map should move along and stay the same: 1 is the same; less than ${saliencyLimits.repeatability.toFixed(2)} fails.`,
  ],
  [
    'On phantoms',
    'Synthetic radiographs whose opacities are known: how often the map’s highest place lies on one, and how often a random place would. Not applicable to a model that does not find them.',
  ],
  [
    'Inside the lungs',
    'Share of the map inside the lung fields, which are estimated from the image, beside what a map that is the same everywhere would have. It says where the model styles, not whether the method is right: no verdict depends on it.',
  ],
] as const;

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
      {explanations.map(([term, text]) => (
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
