import { Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { TrainingView } from '../../../main/contract/training.ts';
import { LineOverEpochs, type EpochLine } from '../../shared/charts/line-over-epochs.tsx';
import { useSeriesStyles } from '../../shared/charts/use-series-styles.ts';
import { operations } from '../../shared/client/client.ts';
import { formatCount, formatDuration } from '../../shared/format/format.ts';
import { DataTable } from '../../shared/components/data-table.tsx';
import { EstimateText } from '../../shared/components/estimate-text.tsx';
import { Panel } from '../../shared/components/panel.tsx';
import { compareSettings } from './compare-settings.ts';
import { bestOf, stateWords, titleOf } from './training-words.ts';

const height = 260;

/** AUC. */
const leastOf = (trainings: readonly TrainingView[]): number =>
  Math.min(1, ...trainings.flatMap(({ epochs }) => epochs.map(({ auc }) => auc)));

/** Trainings with their curves over each other, and what was set differently. */
export function SideBySide({ trainings }: { readonly trainings: readonly TrainingView[] }) {
  const styleOf = useSeriesStyles(trainings.map(({ request }) => request.model));
  const linesOf = (valueOf: (epoch: TrainingView['epochs'][number]) => number): readonly EpochLine[] =>
    trainings.map((training) => ({
      id: String(training.id),
      title: titleOf(training),
      values: training.epochs.map(valueOf),
      style: styleOf(training.request.model),
    }));
  return (
    <Box
      sx={{ height: '100%', overflowY: 'auto', p: 2, display: 'grid', gap: 1.5, alignContent: 'start' }}
      data-testid="side-by-side"
    >
      <Typography component="h1" variant="h1">
        {trainings.length} trainings side by side
      </Typography>
      <Outcomes trainings={trainings} styleOf={styleOf} />
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(300px, 1fr))' }}>
        <Panel title="Validation AUC">
          <LineOverEpochs
            summary="Validation AUC of each training over its epochs"
            measure="AUC"
            height={height}
            lines={linesOf(({ auc }) => auc)}
            range={{ low: Math.max(0, leastOf(trainings) - 0.02) }}
          />
        </Panel>
        <Panel title="Validation loss">
          <LineOverEpochs
            summary="Validation loss of each training over its epochs"
            measure="Loss"
            height={height}
            lines={linesOf(({ validationLoss }) => validationLoss)}
          />
        </Panel>
        <Panel title="Training loss">
          <LineOverEpochs
            summary="Training loss of each training over its epochs"
            measure="Loss"
            height={height}
            lines={linesOf(({ trainingLoss }) => trainingLoss)}
          />
        </Panel>
      </Box>
      <Settings trainings={trainings} />
    </Box>
  );
}

function Swatch({ style }: { readonly style: EpochLine['style'] }) {
  return (
    <svg width="20" height="4" aria-hidden style={{ marginRight: 8, verticalAlign: 'middle' }}>
      <line x1="0" x2="20" y1="2" y2="2" stroke={style.colour} strokeWidth="2.5" strokeDasharray={style.dash} />
    </svg>
  );
}

interface OutcomesProps {
  readonly trainings: readonly TrainingView[];
  readonly styleOf: (model: string) => EpochLine['style'];
}

function Outcomes({ trainings, styleOf }: OutcomesProps) {
  const rows = trainings.map((training) => {
    const best = bestOf(training);
    return {
      id: String(training.id),
      cells: [
        <span key="title">
          <Swatch style={styleOf(training.request.model)} />
          {titleOf(training)}
        </span>,
        stateWords[training.state],
        best?.aucInterval95 == null ? (
          (best?.auc.toFixed(3) ?? 'not measured yet')
        ) : (
          <AucText key="auc" auc={best.auc} interval={best.aucInterval95} cases={best.validationImages} />
        ),
        best === undefined ? '' : `${best.epoch} of ${training.epochs.length}`,
        `${formatCount(training.network.trainable)} of ${formatCount(training.network.parameters)}`,
        formatDuration(training.seconds),
      ],
    };
  });
  const columns = [
    { title: 'Training' },
    { title: 'State' },
    { title: 'Validation AUC', isNumber: true },
    { title: 'Epoch kept', isNumber: true },
    { title: 'Parameters that learn', isNumber: true },
    { title: 'Time', isNumber: true },
  ];
  return (
    <Panel title="Outcomes">
      <DataTable
        caption="Each on its own validation patients; evaluate the models on one dataset to compare them in earnest"
        columns={columns}
        rows={rows}
      />
    </Panel>
  );
}

interface AucTextProps {
  readonly auc: number;
  readonly interval: readonly [number, number];
  readonly cases: number | null;
}

function AucText({ auc, interval, cases }: AucTextProps) {
  return <EstimateText estimate={{ value: auc, interval95: [interval[0], interval[1]], n: cases ?? 0 }} />;
}

const own: Readonly<Record<string, string>> = { dataset: 'Dataset', base: 'Begun with' };

function Settings({ trainings }: { readonly trainings: readonly TrainingView[] }) {
  const { data: choices } = useQuery(operations.training.choices.queryOptions({ staleTime: Infinity }));
  const rows = compareSettings(trainings);
  const titleOfSetting = (name: string): string =>
    own[name] ?? choices?.fields.find((field) => field.name === name)?.title ?? name;
  const different = rows.filter(({ differs }) => differs).length;
  return (
    <Panel title="Settings" hint={different === 0 ? 'no differences' : `${different} differ`}>
      <DataTable
        caption="Those that differ come first, highlighted"
        columns={[{ title: 'Setting' }, ...trainings.map((training) => ({ title: titleOf(training) }))]}
        rows={rows.map(({ name, values, differs }) => ({
          id: name,
          isChosen: differs,
          cells: [
            <Box
              key="name"
              component="span"
              sx={{ fontWeight: differs ? 600 : undefined, color: differs ? undefined : 'text.secondary' }}
            >
              {titleOfSetting(name)}
            </Box>,
            ...values.map((value, place) => (
              <Box
                key={place}
                component="span"
                sx={{ fontWeight: differs ? 600 : undefined, color: differs ? undefined : 'text.secondary' }}
              >
                {value}
              </Box>
            )),
          ],
        }))}
      />
    </Panel>
  );
}
