import { Box } from '@mui/material';
import type { Dispatch } from 'react';
import type { ClassReport } from '../../../main/domain/evaluation/report.ts';
import type { Estimate } from '../../../main/domain/statistics/estimate.ts';
import { ConfusionMatrix } from '../../shared/charts/confusion-matrix.tsx';
import { formatCount, formatLabel } from '../../shared/format/format.ts';
import { t } from '../../shared/messages/messages.ts';
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
      <Figure title={t('evaluation:meanAuc')} estimate={macroAuc} explanation={t('evaluation:meanAucMeans')} />
      <Figure
        title={t('evaluation:accuracy')}
        estimate={classes.accuracy}
        explanation={t('evaluation:classAccuracyMeans')}
      />
      <Figure
        title={t('evaluation:balancedAccuracy')}
        estimate={classes.balancedAccuracy}
        explanation={t('evaluation:classBalancedMeans')}
      />
      <Figure title={t('evaluation:meanF1')} estimate={classes.macroF1} explanation={t('evaluation:meanF1Means')} />
      <Figure title={t('evaluation:mcc')} estimate={classes.matthews} explanation={t('evaluation:classMccMeans')} />
    </Box>
  );
}

/** Labels that exclude each other, the likeliest being the prediction; a cell opens its images. */
export function ClassPanel({ classes, macroAuc, selection, dispatch }: ClassPanelProps) {
  const { labels, confusion, perLabel } = classes;
  const open =
    selection.kind === 'class'
      ? ([labels.indexOf(selection.truth), labels.indexOf(selection.prediction)] as const)
      : undefined;
  return (
    <Panel title={t('evaluation:allLabels')} hint={t('evaluation:allLabelsHint')}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(320px, 5fr) 7fr' }}>
        <Box data-testid="class-matrix">
          <ConfusionMatrix
            truths={labels}
            predictions={labels}
            counts={confusion}
            open={open}
            onOpen={(truth, prediction) =>
              dispatch({
                type: 'selected',
                selection: { kind: 'class', truth: labels[truth]!, prediction: labels[prediction]! },
              })
            }
          />
        </Box>
        <Box sx={{ display: 'grid', gap: 1.5, alignContent: 'start' }}>
          <Overall classes={classes} macroAuc={macroAuc} />
          <DataTable
            caption={t('evaluation:perLabel')}
            columns={[
              { title: t('evaluation:label') },
              { title: t('evaluation:imagesColumn'), isNumber: true },
              { title: t('evaluation:recallColumn'), isNumber: true },
              { title: t('evaluation:precisionColumn'), isNumber: true },
              { title: t('evaluation:f1'), isNumber: true },
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
