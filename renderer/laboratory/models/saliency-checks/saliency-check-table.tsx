import { Box, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';
import type {
  SaliencyTest,
  SaliencyCheck,
  PhantomTest,
  Sanity,
} from '../../../../main/domain/saliency-checks/saliency-check.ts';
import { heatmapMethods } from '../../../../main/domain/heatmaps/heatmap-method.ts';
import type { Estimate } from '../../../../main/domain/statistics/estimate.ts';
import { failureSentences, notApplicableSentence } from '../../../../main/contract/messages/saliency-sentences.ts';
import { formatSigned } from '../../../shared/format/format.ts';
import { t } from '../../../shared/messages/messages.ts';
import { CaptionedTable } from '../../../shared/components/captioned-table.tsx';
import { SaliencyCheckVerdict } from './saliency-check-verdict.tsx';

const percent = (share: number): string => `${Math.round(100 * share)} %`;

interface ShownFigure {
  readonly estimate: Estimate | null | undefined;
  readonly write?: (value: number) => string;
  /** The figure that it is to be compared with. */
  readonly beside?: string | undefined;
  readonly hasFailed?: boolean;
  readonly details?: ReactNode;
}

/** A value, its interval below, and what it stands against. */
function Figure({ estimate, write = (value) => formatSigned(value, 2), beside, hasFailed, details }: ShownFigure) {
  if (!estimate)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {t('saliencyChecks:unknown')}
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
        {t('saliencyChecks:interval', { low: write(low), high: write(high), count: estimate.n })}
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
          {t('saliencyChecks:stage', {
            layers: String(stage.layers),
            all: String(layers),
            correlation: stage.correlation.value.toFixed(2),
            ssim: stage.ssim.value.toFixed(2),
          })}
        </span>
      ))}
      <span>
        {t('saliencyChecks:betweenImages', {
          correlation: betweenCases.correlation.toFixed(2),
          ssim: betweenCases.ssim.toFixed(2),
        })}
      </span>
    </Box>
  );
}

function PhantomCell({ phantoms, hasFailed }: { readonly phantoms: PhantomTest | null; readonly hasFailed: boolean }) {
  if (phantoms?.figures === undefined || phantoms.figures === null)
    return (
      <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
        {notApplicableSentence(phantoms) ?? t('saliencyChecks:unknown')}
      </Box>
    );
  const { pointing, chance, overlap, energy } = phantoms.figures;
  const details = t('saliencyChecks:phantomDetails', {
    found: phantoms.found,
    of: phantoms.of,
    overlap: overlap.value.toFixed(2),
    energy: percent(energy.value),
  });
  return (
    <Figure
      estimate={pointing}
      write={percent}
      beside={t('saliencyChecks:byChance', { share: percent(chance) })}
      hasFailed={hasFailed}
      details={details}
    />
  );
}

function cellsOf(check: SaliencyCheck): readonly ReactNode[] {
  const { method, sanity, faithfulness, repeatability, phantoms, lungs, reasons } = check;
  const fails = (test: SaliencyTest): boolean => reasons.some((reason) => reason.test === test);
  return [
    t(`heatmapMethods:${method}.title`),
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
        t('saliencyChecks:deletionAuc', {
          value: faithfulness.deletion.auc.value.toFixed(2),
          random: faithfulness.deletion.random.value.toFixed(2),
        })
      }
    />,
    <Figure
      key="insertion"
      estimate={faithfulness?.insertion.gain}
      hasFailed={fails('faithfulness')}
      details={
        faithfulness &&
        t('saliencyChecks:insertionAuc', {
          value: faithfulness.insertion.auc.value.toFixed(2),
          random: faithfulness.insertion.random.value.toFixed(2),
        })
      }
    />,
    <Figure
      key="repeatability"
      estimate={repeatability?.shift}
      hasFailed={fails('repeatability')}
      beside={
        repeatability === null
          ? undefined
          : t('saliencyChecks:withNoise', { value: repeatability.noise.value.toFixed(2) })
      }
    />,
    <PhantomCell key="phantoms" phantoms={phantoms} hasFailed={fails('phantoms')} />,
    lungs?.share ? (
      <Figure
        key="lungs"
        estimate={lungs.share}
        write={percent}
        beside={t('saliencyChecks:evenMap', { share: percent(lungs.uniform ?? 0) })}
        details={t('saliencyChecks:lungsFound', { found: lungs.found, of: lungs.of })}
      />
    ) : (
      <Box key="lungs" component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
        {t('saliencyChecks:noLungField')}
      </Box>
    ),
    <SaliencyCheckVerdict key="verdict" check={check} />,
  ];
}

const heads = (): readonly string[] => [
  t('saliencyChecks:method'),
  t('saliencyChecks:sanity'),
  t('saliencyChecks:deletion'),
  t('saliencyChecks:insertion'),
  t('saliencyChecks:repeatability'),
  t('saliencyChecks:phantoms'),
  t('saliencyChecks:lungs'),
  t('saliencyChecks:verdict'),
];

interface SaliencyCheckTableProps {
  readonly caption: string;
  readonly checks: readonly SaliencyCheck[];
}

/** A row a method, in the order in which methods are offered; the reasons of failures below. */
export function SaliencyCheckTable({ caption, checks }: SaliencyCheckTableProps) {
  const sorted = checks.toSorted((a, b) => heatmapMethods.indexOf(a.method) - heatmapMethods.indexOf(b.method));
  const reasons = sorted.flatMap((check) =>
    failureSentences(check).map((sentence) =>
      t('saliencyChecks:reason', { method: t(`heatmapMethods:${check.method}.title`), sentence }),
    ),
  );
  return (
    <Box sx={{ minWidth: 0 }}>
      <CaptionedTable
        caption={caption}
        heads={heads()}
        rows={sorted.map(cellsOf)}
        rowNames={sorted.map(({ method }) => method)}
      />
      {reasons.length > 0 && (
        <Box component="ul" sx={{ m: 0, mt: 1, pl: 2.25, fontSize: '0.8125rem', display: 'grid', gap: 0.25 }}>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </Box>
      )}
    </Box>
  );
}
