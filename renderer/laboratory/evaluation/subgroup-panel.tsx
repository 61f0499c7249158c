import { Box, Link } from '@mui/material';
import type { Dispatch } from 'react';
import type { FindingReport, SubgroupTable } from '../../../main/domain/evaluation/report.ts';
import { formatCount, formatLabel } from '../../shared/format/format.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { t } from '../../shared/messages/messages.ts';
import { DataTable } from '../../shared/components/data-table.tsx';
import { EstimateText } from '../../shared/components/estimate-text.tsx';
import { Panel } from '../../shared/components/panel.tsx';
import type { ExplorationAction, Selection } from './exploration.ts';

interface SubgroupPanelProps {
  readonly finding: FindingReport;
  readonly selection: Selection;
  readonly dispatch: Dispatch<ExplorationAction>;
}

const columnsOf = (attribute: string, label: string) => [
  { title: capital(attribute) },
  { title: t('evaluation:imagesColumn'), isNumber: true },
  { title: t('evaluation:patients'), isNumber: true },
  { title: t('evaluation:withFindingColumn', { finding: formatLabel(label) }), isNumber: true },
  { title: t('evaluation:auc'), isNumber: true },
  { title: t('evaluation:sensitivity'), isNumber: true },
  { title: t('evaluation:specificity'), isNumber: true },
];

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function captionOf({ threshold: value, unknown }: SubgroupTable): string {
  const threshold = formatProbability(value);
  return unknown === 0
    ? t('evaluation:subgroupCaption', { threshold })
    : t('evaluation:subgroupCaptionUnknown', { threshold, count: unknown });
}

/** Where the model is better or worse; a row opens its images. */
export function SubgroupPanel({ finding, selection, dispatch }: SubgroupPanelProps) {
  if (finding.subgroups.length === 0) return null;
  return (
    <Panel title={t('evaluation:subgroups')} hint={t('evaluation:subgroupsHint')}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 700px), 1fr))' }}>
        {finding.subgroups.map((table) => (
          <DataTable
            key={table.attribute}
            caption={captionOf(table)}
            columns={columnsOf(table.attribute, finding.label)}
            rows={table.groups.map(({ value, n, patients, positives, auc, sensitivity, specificity }) => ({
              id: value,
              isChosen:
                selection.kind === 'subgroup' && selection.attribute === table.attribute && selection.value === value,
              cells: [
                <Link
                  key="value"
                  component="button"
                  type="button"
                  underline="hover"
                  color="inherit"
                  onClick={() =>
                    dispatch({ type: 'selected', selection: { kind: 'subgroup', attribute: table.attribute, value } })
                  }
                  sx={{ font: 'inherit', minHeight: 24, textAlign: 'left' }}
                >
                  {value}
                </Link>,
                formatCount(n),
                formatCount(patients),
                formatCount(positives),
                <EstimateText key="auc" estimate={auc} />,
                <EstimateText key="sensitivity" estimate={sensitivity} />,
                <EstimateText key="specificity" estimate={specificity} />,
              ],
            }))}
          />
        ))}
      </Box>
    </Panel>
  );
}
