import { Box } from '@mui/material';
import type { Dispatch } from 'react';
import type { ClassReport } from '../../../main/domain/evaluation/report.ts';
import type { Estimate } from '../../../main/domain/statistics/estimate.ts';
import { ConfusionMatrix } from '../../shared/charts/confusion-matrix.tsx';
import { formatCount, formatLabel } from '../../shared/format/format.ts';
import { DataTable } from '../../shared/components/data-table.tsx';
import { EstimateText } from '../../shared/components/estimate-text.tsx';
import { Figure } from '../../shared/components/figure.tsx';
import { Panel } from '../../shared/components/panel.tsx';
import type { ExplorationAction, Selection } from './exploration.ts';

interface ClassPanelProps {
  readonly classes: ClassReport;
  readonly macroAuc: Estimate | null;
  readonly selection: Selection;
  readonly dispatch: Dispatch<ExplorationAction>;
}

function Overall({ classes, macroAuc }: Pick<ClassPanelProps, 'classes' | 'macroAuc'>) {
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(120px, 1fr))', gap: 1.5 }}>
      <Figure
        title="Mean AUC"
        estimate={macroAuc}
        explanation="Mean over the findings of the area of each against the rest."
      />
      <Figure
        title="Accuracy"
        estimate={classes.accuracy}
        explanation="The share whose likeliest label is the true one."
      />
      <Figure
        title="Balanced accuracy"
        estimate={classes.balancedAccuracy}
        explanation="Mean over the labels of the share answered right."
      />
      <Figure title="Mean F1" estimate={classes.macroF1} explanation="Mean of F1 over the labels." />
      <Figure
        title="MCC"
        estimate={classes.matthews}
        explanation="Matthews’ correlation for several labels (Gorodkin 2004)."
      />
    </Box>
  );
}

/** Labels that exclude each other, the likeliest being the answer; a cell opens its cases. */
export function ClassPanel({ classes, macroAuc, selection, dispatch }: ClassPanelProps) {
  const { labels, confusion, perLabel } = classes;
  const open =
    selection.kind === 'class'
      ? ([labels.indexOf(selection.truth), labels.indexOf(selection.answer)] as const)
      : undefined;
  return (
    <Panel title="All labels at once" hint="the likeliest label is the answer">
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(320px, 5fr) 7fr' }}>
        <Box data-testid="class-matrix">
          <ConfusionMatrix
            truths={labels}
            answers={labels}
            counts={confusion}
            open={open}
            onOpen={(truth, answer) =>
              dispatch({
                type: 'selected',
                selection: { kind: 'class', truth: labels[truth]!, answer: labels[answer]! },
              })
            }
          />
        </Box>
        <Box sx={{ display: 'grid', gap: 1.5, alignContent: 'start' }}>
          <Overall classes={classes} macroAuc={macroAuc} />
          <DataTable
            caption="Each label, with 95 % intervals over patients"
            columns={[
              { title: 'Label' },
              { title: 'Cases', isNumber: true },
              { title: 'Recall', isNumber: true },
              { title: 'Precision', isNumber: true },
              { title: 'F1', isNumber: true },
            ]}
            rows={perLabel.map(({ label, n, recall, precision, f1 }) => ({
              id: label,
              cells: [
                formatLabel(label),
                formatCount(n),
                <EstimateText key="recall" estimate={recall} />,
                <EstimateText key="precision" estimate={precision} />,
                <EstimateText key="f1" estimate={f1} />,
              ],
            }))}
          />
        </Box>
      </Box>
    </Panel>
  );
}
