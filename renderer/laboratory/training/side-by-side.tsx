import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { settingTitle } from '../../../main/contract/messages/setting-texts.ts';
import { settingNames } from '../../../main/contract/training-settings/setting-table.ts';
import type { TrainingView } from '../../../main/contract/training.ts';
import { LineOverEpochs, type EpochLine } from '../../shared/charts/line-over-epochs.tsx';
import { useSeriesStyles } from '../../shared/charts/use-series-styles.ts';
import { formatCount, formatDuration } from '../../shared/format/format.ts';
import { DataTable } from '../../shared/components/data-table.tsx';
import { EstimateText } from '../../shared/components/estimate-text.tsx';
import { Panel } from '../../shared/components/panel.tsx';
import { compareSettings } from './compare-settings.ts';
import { bestOf, trainingTitle } from './training-words.ts';

const height = 260;

/** AUC. */
const leastOf = (trainings: readonly TrainingView[]): number =>
  Math.min(1, ...trainings.flatMap(({ epochs }) => epochs.map(({ auc }) => auc)));

/** Trainings with their curves over each other, and the settings in which they differ. */
export function SideBySide({ trainings }: { readonly trainings: readonly TrainingView[] }) {
  const { t } = useTranslation('training');
  const styleOf = useSeriesStyles(trainings.map(({ request }) => request.model));
  const linesOf = (valueOf: (epoch: TrainingView['epochs'][number]) => number): readonly EpochLine[] =>
    trainings.map((training) => ({
      id: String(training.id),
      title: trainingTitle(training),
      values: training.epochs.map(valueOf),
      style: styleOf(training.request.model),
    }));
  return (
    <Box
      sx={{ height: '100%', overflowY: 'auto', p: 2, display: 'grid', gap: 1.5, alignContent: 'start' }}
      data-testid="side-by-side"
    >
      <Typography component="h1" variant="h1">
        {t('sideBySide', { count: trainings.length })}
      </Typography>
      <Outcomes trainings={trainings} styleOf={styleOf} />
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(300px, 1fr))' }}>
        <Panel title={t('validationAuc')}>
          <LineOverEpochs
            summary={t('aucCurves')}
            measure={t('auc')}
            height={height}
            lines={linesOf(({ auc }) => auc)}
            range={{ low: Math.max(0, leastOf(trainings) - 0.02) }}
          />
        </Panel>
        <Panel title={t('validationLoss')}>
          <LineOverEpochs
            summary={t('validationLossCurves')}
            measure={t('loss')}
            height={height}
            lines={linesOf(({ validationLoss }) => validationLoss)}
          />
        </Panel>
        <Panel title={t('trainingLoss')}>
          <LineOverEpochs
            summary={t('trainingLossCurves')}
            measure={t('loss')}
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
  const { t } = useTranslation('training');
  const rows = trainings.map((training) => {
    const best = bestOf(training);
    return {
      id: String(training.id),
      cells: [
        <span key="title">
          <Swatch style={styleOf(training.request.model)} />
          {trainingTitle(training)}
        </span>,
        t(`state.${training.state}`),
        best?.aucInterval95 == null ? (
          (best?.auc.toFixed(3) ?? t('notMeasured'))
        ) : (
          <AucText key="auc" auc={best.auc} interval={best.aucInterval95} cases={best.validationImages} />
        ),
        best === undefined ? '' : t('epochOf', { epoch: best.epoch, epochs: training.epochs.length }),
        t('parametersOf', {
          trainable: formatCount(training.network.trainable),
          all: formatCount(training.network.parameters),
        }),
        formatDuration(training.seconds),
      ],
    };
  });
  const columns = [
    { title: t('training') },
    { title: t('stateColumn') },
    { title: t('validationAuc'), isNumber: true },
    { title: t('epochColumn'), isNumber: true },
    { title: t('parametersColumn'), isNumber: true },
    { title: t('timeColumn'), isNumber: true },
  ];
  return (
    <Panel title={t('outcomes')}>
      <DataTable caption={t('outcomesHint')} columns={columns} rows={rows} />
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

function Settings({ trainings }: { readonly trainings: readonly TrainingView[] }) {
  const { t } = useTranslation(['training', 'trainingSettings']);
  const rows = compareSettings(trainings, { random: t('randomWeights'), own: t('own') });
  // A setting of an earlier version has no title any more.
  const titleOfSetting = (name: string): string => {
    const known = settingNames.find((each) => each === name);
    if (known !== undefined) return settingTitle(t, known);
    return name === 'dataset' ? t('dataset') : name === 'base' ? t('startedFrom') : name;
  };
  const different = rows.filter(({ differs }) => differs).length;
  return (
    <Panel title={t('settings')} hint={t('differ', { count: different })}>
      <DataTable
        caption={t('settingsHint')}
        columns={[{ title: t('settingColumn') }, ...trainings.map((training) => ({ title: trainingTitle(training) }))]}
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
