import { Box, Tooltip, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { auditSentenceOf } from '../../../../main/contract/messages/audit-sentences.ts';
import type { AuditReport, ProbeAudit } from '../../../../main/domain/datasets/audit-report.ts';
import type { Estimate } from '../../../../main/domain/statistics/estimate.ts';
import { formatCount, formatLabel } from '../../../shared/format/format.ts';
import { Panel } from '../../../shared/components/panel.tsx';
import { SeveritySign } from '../../../shared/components/severity-sign.tsx';

/** The axis, AUC: below one half there is nothing but chance. */
const low = 0.4;
const toShare = (auc: number): number => (Math.min(1, Math.max(low, auc)) - low) / (1 - low);

/** Small models that predict the label from what should not: a bar each, with its interval. */
export function ProbesPanel({ report: { probes, labels } }: { readonly report: AuditReport }) {
  const { t } = useTranslation('datasets');
  if (probes.length === 0) return null;
  return (
    <Panel title={t('probes')} hint={t('probesHint')}>
      <Box sx={{ display: 'grid', gap: 1.25, pb: 0.5 }}>
        {probes.map((probe) => (
          <Probe key={probe.name} probe={probe} labels={labels} />
        ))}
        <Axis />
      </Box>
    </Panel>
  );
}

const columns = { display: 'grid', gridTemplateColumns: '110px minmax(0, 1fr) 168px', columnGap: 1 } as const;

function Probe({ probe, labels }: { readonly probe: ProbeAudit; readonly labels: readonly string[] }) {
  const { t } = useTranslation('datasets');
  // Of two labels one is the mirror image of the other.
  const shown = labels.length === 2 ? labels.slice(1) : labels;
  return (
    <Box component="section" aria-label={t(`probe.${probe.name}`)} data-testid="probe" data-severity={probe.severity}>
      <Box sx={{ display: 'flex', gap: 0.75, alignItems: 'center' }}>
        <SeveritySign severity={probe.severity} size={16} />
        <Typography sx={{ fontWeight: 500 }}>{t(`probe.${probe.name}`)}</Typography>
      </Box>
      {shown.map((label) => (
        <Box key={label} sx={{ ...columns, alignItems: 'center', minHeight: 22 }}>
          <Typography variant="body2" color="textSecondary" noWrap>
            {formatLabel(label)}
          </Typography>
          <Bar estimate={probe.perLabel[label] ?? null} limits={probe.limits} />
          <Figures estimate={probe.perLabel[label] ?? null} />
        </Box>
      ))}
      <Typography variant="body2" color="textSecondary" sx={{ mt: 0.25 }}>
        {auditSentenceOf(probe)}
      </Typography>
    </Box>
  );
}

function Figures({ estimate }: { readonly estimate: Estimate | null }) {
  const { t } = useTranslation('datasets');
  if (estimate === null)
    return (
      <Typography variant="body2" color="textSecondary">
        {t('fewPatients')}
      </Typography>
    );
  const { value, interval95, n } = estimate;
  return (
    <Typography variant="body2" sx={{ whiteSpace: 'nowrap' }} title={t('imagesN', { number: formatCount(n) })}>
      <Box component="strong" sx={{ color: 'machine.main' }}>
        {value.toFixed(2)}
      </Box>{' '}
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {interval95[0].toFixed(2)}–{interval95[1].toFixed(2)}
      </Box>
    </Typography>
  );
}

function Bar({ estimate, limits }: { readonly estimate: Estimate | null; readonly limits: ProbeAudit['limits'] }) {
  const { t } = useTranslation('datasets');
  const ticks = [
    { at: 0.5, word: t('chance') },
    ...(limits.warning === null ? [] : [{ at: limits.warning, word: t('warningFrom') }]),
    ...(limits.error === null ? [] : [{ at: limits.error, word: t('errorFrom') }]),
  ];
  return (
    <Box sx={{ position: 'relative', height: 14 }} aria-hidden>
      <Box
        sx={{ position: 'absolute', left: 0, right: 0, top: 4, height: 6, bgcolor: 'selected', borderRadius: '2px' }}
      />
      {ticks.map(({ at, word }) => (
        <Tooltip key={word} title={t('tick', { at: at.toFixed(2), word })}>
          <Box
            sx={{ position: 'absolute', top: 0, bottom: 0, width: '2px', bgcolor: 'text.disabled' }}
            style={{ left: `${toShare(at) * 100}%` }}
          />
        </Tooltip>
      ))}
      {estimate !== null && (
        <>
          <Box
            sx={{ position: 'absolute', top: 5, height: 4, bgcolor: 'machine.main', opacity: 0.55 }}
            style={{
              left: `${toShare(estimate.interval95[0]) * 100}%`,
              width: `${Math.max(0.5, (toShare(estimate.interval95[1]) - toShare(estimate.interval95[0])) * 100)}%`,
            }}
          />
          <Box
            sx={{
              position: 'absolute',
              top: 1,
              width: 4,
              ml: '-2px',
              height: 12,
              bgcolor: 'machine.main',
              borderRadius: '1px',
            }}
            style={{ left: `${toShare(estimate.value) * 100}%` }}
          />
        </>
      )}
    </Box>
  );
}

const marks = [0.5, 0.7, 0.9, 1];

function Axis() {
  const { t } = useTranslation('datasets');
  return (
    <Box sx={columns} aria-hidden>
      <span />
      <Box sx={{ position: 'relative', height: 16, fontSize: '0.6875rem', color: 'text.secondary' }}>
        {marks.map((mark) => (
          <Box
            key={mark}
            component="span"
            sx={{ position: 'absolute', transform: 'translateX(-50%)' }}
            style={{ left: `${toShare(mark) * 100}%` }}
          >
            {mark === 0.5 ? t('chanceMark') : mark.toFixed(1)}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
