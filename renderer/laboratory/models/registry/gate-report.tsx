import Check from '@mui/icons-material/Check';
import Close from '@mui/icons-material/Close';
import HelpOutlined from '@mui/icons-material/HelpOutlined';
import { Box, Typography } from '@mui/material';
import { gateCheckSentence, gateCheckTitle } from '../../../../main/contract/messages/gate-sentences.ts';
import type { GateCheck, GateReport } from '../../../../main/domain/models/promotion.ts';
import { formatSigned, formatTime } from '../../../shared/format/format.ts';
import { t } from '../../../shared/messages/messages.ts';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { EstimateText } from '../../../shared/components/estimate-text.tsx';

const marks = {
  passed: { Icon: Check, word: 'passed', colour: 'text.primary' },
  failed: { Icon: Close, word: 'failed', colour: 'error.main' },
  unknown: { Icon: HelpOutlined, word: 'notKnown', colour: 'error.main' },
} as const;

const signed = (value: number): string => formatSigned(value, 3);

function CheckLine({ check }: { readonly check: GateCheck }) {
  const { value, bound, limit, name, verdict } = check;
  const { Icon, word: key, colour } = marks[verdict];
  const word = t(`models:${key}`);
  const isSigned = name === 'auc' || name === 'sensitivity';
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: '20px 1fr',
        gap: 1,
        py: 0.75,
        borderTop: '1px solid',
        borderColor: 'divider',
      }}
    >
      <Icon titleAccess={word} sx={{ fontSize: 18, mt: '1px', color: colour }} />
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ display: 'flex', alignItems: 'baseline', flexWrap: 'wrap', columnGap: 1.5 }}>
          <Typography sx={{ fontWeight: 600 }}>{gateCheckTitle(check)}</Typography>
          <Typography variant="body2" sx={{ color: colour }}>
            {word}
          </Typography>
          {value !== null && bound !== null && limit !== null && (
            <Typography variant="body2" component="span" sx={{ ml: 'auto' }}>
              <EstimateText estimate={value} isSigned={isSigned} />{' '}
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {t('models:boundAndLimit', { bound: signed(bound), limit: signed(limit) })}
              </Box>
            </Typography>
          )}
        </Box>
        <Typography variant="body2" color="textSecondary">
          {gateCheckSentence(check)}
        </Typography>
      </Box>
    </Box>
  );
}

/** A run of the gate: the checklist, and the measures of both models beside each other. */
export function GateReportView({ report }: { readonly report: GateReport }) {
  const { checks, figures, frozenCases, validationCases, settings, createdAt } = report;
  const imagesOf = ({ images, patients }: GateReport['frozenCases']): string =>
    t('models:imagesOfPatients', { images, patients });
  return (
    <Box sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
      <Typography variant="body2" color="textSecondary">
        {t('models:measuredOn', {
          time: formatTime(createdAt),
          frozen: settings.frozen.name,
          frozenImages: imagesOf(frozenCases),
          validation: settings.validation.name,
          validationImages: imagesOf(validationCases),
        })}
      </Typography>
      <Box component="ul" aria-label={t('models:checks')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {checks.map((check) => (
          <CheckLine key={`${check.name} ${check.label ?? ''}`} check={check} />
        ))}
      </Box>
      <DataTable
        caption={t('models:figuresCaption')}
        columns={[
          { title: t('models:model') },
          { title: t('models:finding') },
          { title: t('models:auc'), isNumber: true },
          { title: t('models:threshold'), isNumber: true },
          { title: t('models:sensitivity'), isNumber: true },
          { title: t('models:specificity'), isNumber: true },
        ]}
        rows={figures.map(({ as, model, version, label, auc, threshold, sensitivity, specificity }) => ({
          id: `${as} ${label}`,
          cells: [
            t('models:rowName', { model, version, as: t(`models:as.${as}`) }),
            label,
            <EstimateText key="auc" estimate={auc} />,
            threshold.toFixed(3),
            <EstimateText key="sensitivity" estimate={sensitivity} />,
            <EstimateText key="specificity" estimate={specificity} />,
          ],
        }))}
      />
    </Box>
  );
}
