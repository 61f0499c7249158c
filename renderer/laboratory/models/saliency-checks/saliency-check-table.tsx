import { Box, Tooltip, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type {
  SaliencyTest,
  SaliencyCheck,
  PhantomTest,
  Sanity,
} from '../../../../main/domain/saliency-checks/saliency-check.ts';
import { heatmapMethods, heatmapMethodTexts } from '../../../../main/domain/heatmaps/heatmap-method.ts';
import type { Estimate } from '../../../../main/domain/statistics/estimate.ts';
import { SaliencyCheckVerdict } from './saliency-check-verdict.tsx';

const cell = {
  p: 0,
  py: 0.75,
  pr: 2,
  textAlign: 'left',
  verticalAlign: 'baseline',
  borderTop: '1px solid',
  borderColor: 'divider',
} as const;

const percent = (share: number): string => `${Math.round(100 * share)} %`;

interface ShownFigure {
  readonly estimate: Estimate | null | undefined;
  readonly write?: (value: number) => string;
  /** What the figure is to be compared with. */
  readonly beside?: string | undefined;
  readonly hasFailed?: boolean;
  readonly details?: ReactNode;
}

/** A value, its interval below, and what it stands against. */
function Figure({
  estimate,
  write = (value) => value.toFixed(2).replace('-', '−'),
  beside,
  hasFailed,
  details,
}: ShownFigure) {
  if (!estimate)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        unknown
      </Box>
    );
  const [low, high] = estimate.interval95;
  const text = (
    <Box component="span" tabIndex={details === undefined ? undefined : 0}>
      <Box component="span" sx={{ fontWeight: 600, color: hasFailed ? 'error.main' : 'machine.main' }}>
        {write(estimate.value)}
      </Box>
      <Box
        component="span"
        sx={{ display: 'block', color: 'text.secondary', fontSize: '0.75rem', whiteSpace: 'nowrap' }}
      >
        {write(low)} to {write(high)}, n {estimate.n}
      </Box>
      {beside !== undefined && (
        <Box
          component="span"
          sx={{ display: 'block', color: 'text.secondary', fontSize: '0.75rem', whiteSpace: 'nowrap' }}
        >
          {beside}
        </Box>
      )}
    </Box>
  );
  return details === undefined ? (
    text
  ) : (
    <Tooltip title={details} describeChild>
      {text}
    </Tooltip>
  );
}

/** How alike the maps are, from the head alone to the whole network. */
function sanityDetails({ layers, stages, betweenCases }: Sanity): ReactNode {
  return (
    <Box sx={{ display: 'grid', gap: 0.25 }}>
      {stages.map((stage) => (
        <span key={stage.layers}>
          {stage.layers} of {layers} layers shuffled: {stage.correlation.value.toFixed(2)} (structural similarity{' '}
          {stage.ssim.value.toFixed(2)})
        </span>
      ))}
      <span>
        Maps of different cases: {betweenCases.correlation.toFixed(2)} ({betweenCases.ssim.toFixed(2)})
      </span>
    </Box>
  );
}

function PhantomCell({ phantoms, hasFailed }: { readonly phantoms: PhantomTest | null; readonly hasFailed: boolean }) {
  if (phantoms?.figures === undefined || phantoms.figures === null)
    return (
      <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
        {phantoms?.notApplicable ?? 'unknown'}
      </Box>
    );
  const { pointing, chance, overlap, energy } = phantoms.figures;
  const details = (
    <>
      The model finds {phantoms.found} of {phantoms.of} phantoms. Overlap with the opacities at equal area (IoU):{' '}
      {overlap.value.toFixed(2)}. Share of the map on them: {percent(energy.value)}.
    </>
  );
  return (
    <Figure
      estimate={pointing}
      write={percent}
      beside={`by chance ${percent(chance)}`}
      hasFailed={hasFailed}
      details={details}
    />
  );
}

function cellsOf(check: SaliencyCheck): readonly ReactNode[] {
  const { method, sanity, faithfulness, repeatability, phantoms, lungs, reasons } = check;
  const fails = (test: SaliencyTest): boolean => reasons.some((reason) => reason.test === test);
  return [
    heatmapMethodTexts[method].title,
    <Figure
      key="sanity"
      estimate={sanity?.correlation}
      hasFailed={fails('sanity')}
      details={sanity && sanityDetails(sanity)}
    />,
    <Figure
      key="deletion"
      estimate={faithfulness?.deletion.gain}
      hasFailed={fails('faithfulness')}
      details={
        faithfulness &&
        `Area under the probability while the image is covered: ${faithfulness.deletion.auc.value.toFixed(2)}, in random order ${faithfulness.deletion.random.value.toFixed(2)}`
      }
    />,
    <Figure
      key="insertion"
      estimate={faithfulness?.insertion.gain}
      hasFailed={fails('faithfulness')}
      details={
        faithfulness &&
        `Area under the probability while the image is uncovered: ${faithfulness.insertion.auc.value.toFixed(2)}, in random order ${faithfulness.insertion.random.value.toFixed(2)}`
      }
    />,
    <Figure
      key="repeatability"
      estimate={repeatability?.shift}
      hasFailed={fails('repeatability')}
      beside={repeatability === null ? undefined : `with noise ${repeatability.noise.value.toFixed(2)}`}
    />,
    <PhantomCell key="phantoms" phantoms={phantoms} hasFailed={fails('phantoms')} />,
    lungs?.share ? (
      <Figure
        key="lungs"
        estimate={lungs.share}
        write={percent}
        beside={`even map ${percent(lungs.uniform ?? 0)}`}
        details={`Lung fields were found in ${lungs.found} of ${lungs.of} cases.`}
      />
    ) : (
      <Box key="lungs" component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
        no lung field found
      </Box>
    ),
    <SaliencyCheckVerdict key="verdict" check={check} />,
  ];
}

const heads = [
  'Method',
  'Alike when it forgets',
  'Covering',
  'Uncovering',
  'When shifted',
  'On phantoms',
  'Inside the lungs',
  'Verdict',
];

/** A row a method, in the order in which methods are offered; the reasons of what failed below. */
export function SaliencyCheckTable({
  caption,
  checks,
}: {
  readonly caption: string;
  readonly checks: readonly SaliencyCheck[];
}) {
  const sorted = checks.toSorted((a, b) => heatmapMethods.indexOf(a.method) - heatmapMethods.indexOf(b.method));
  return (
    <Box sx={{ minWidth: 0, overflowX: 'auto' }}>
      <Box component="table" sx={{ borderCollapse: 'collapse', width: '100%', fontSize: '0.875rem' }}>
        <Typography
          component="caption"
          variant="body2"
          color="textSecondary"
          sx={{ textAlign: 'left', pb: 0.5, captionSide: 'top' }}
        >
          {caption}
        </Typography>
        <thead>
          <tr>
            {heads.map((head) => (
              <Box
                component="th"
                scope="col"
                key={head}
                sx={{ ...cell, borderTop: 0, color: 'text.secondary', fontWeight: 400, fontSize: '0.8125rem' }}
              >
                {head}
              </Box>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((check) => (
            <tr key={check.method} data-method={check.method}>
              {cellsOf(check).map((content, column) => (
                <Box
                  component={column === 0 ? 'th' : 'td'}
                  scope={column === 0 ? 'row' : undefined}
                  key={heads[column]}
                  sx={{ ...cell, fontWeight: 400 }}
                >
                  {content}
                </Box>
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
      {sorted.some(({ reasons }) => reasons.length > 0) && (
        <Box component="ul" sx={{ m: 0, mt: 1, pl: 2.25, fontSize: '0.8125rem', display: 'grid', gap: 0.25 }}>
          {sorted.flatMap(({ method, reasons }) =>
            reasons.map(({ sentence }) => (
              <li key={`${method} ${sentence}`}>
                {heatmapMethodTexts[method].title}: {sentence}
              </li>
            )),
          )}
        </Box>
      )}
    </Box>
  );
}
