import { Box, Link } from '@mui/material';
import type { Dispatch } from 'react';
import type { FindingReport, SubgroupTable } from '../../../main/domain/evaluation/report.ts';
import { formatCount, formatLabel, formatProbability } from '../../shared/format/format.ts';
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
  { title: 'Cases', isNumber: true },
  { title: 'Patients', isNumber: true },
  { title: `With ${formatLabel(label)}`, isNumber: true },
  { title: 'AUC', isNumber: true },
  { title: 'Sensitivity', isNumber: true },
  { title: 'Specificity', isNumber: true },
];

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function captionOf({ threshold, unknown }: SubgroupTable): string {
  const missing = unknown === 0 ? '' : `; not known of ${formatCount(unknown)} ${unknown === 1 ? 'case' : 'cases'}`;
  return `At threshold ${formatProbability(threshold)}, with 95 % intervals${missing}.`;
}

/** Where the model is better or worse; a row opens its cases. */
export function SubgroupPanel({ finding, selection, dispatch }: SubgroupPanelProps) {
  if (finding.subgroups.length === 0) return null;
  return (
    <Panel title="Subgroups" hint="differences within the intervals may be chance">
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(700px, 1fr))' }}>
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
