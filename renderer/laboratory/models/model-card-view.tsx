import { Box, Paper, Typography } from '@mui/material';
import { splitWords } from '../../../main/contract/messages/training-sentences.ts';
import type { ReactNode } from 'react';
import type { ModelCard } from '../../../main/domain/models/model-card.ts';
import { acceptsText } from '../../shared/findings/accepts-text.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { t } from '../../shared/messages/messages.ts';
import { ExampleWarning } from '../../shared/components/example-warning.tsx';
import { EstimateTable } from './estimate-table.tsx';
import { SaliencyCheckSection } from './saliency-checks/saliency-check-section.tsx';

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box component="section" sx={{ display: 'grid', gap: 0.75, alignContent: 'start' }}>
      <Typography component="h3" variant="h3" color="textSecondary">
        {title}
      </Typography>
      {children}
    </Box>
  );
}

type Fact = readonly [term: string, value: string];

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: 'max-content 1fr',
        columnGap: 2,
        rowGap: 0.5,
        fontSize: '0.8125rem',
      }}
    >
      {facts.map(([term, value]) => (
        <Box key={term} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {term}
          </Box>
          <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
            {value}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

function trainingFacts({ training }: ModelCard): readonly Fact[] {
  if (training === null) return [[t('models:data'), t('models:notTrainedHere')]];
  return training.datasets.flatMap(({ name, splitBy, splits }) =>
    splits.map(({ split, images, patients, perLabel }) => {
      const labels = Object.entries(perLabel)
        .map(([label, count]) => t('models:labelCount', { count, label: formatLabel(label) }))
        .join(', ');
      return [
        t('models:dataPart', { name, split }),
        t('models:dataCounts', { images, patients, labels, splitBy: splitWords(splitBy) }),
      ] as const;
    }),
  );
}

function originFacts({ training, source }: ModelCard): readonly Fact[] {
  const imported: Fact[] =
    source === undefined
      ? []
      : [
          [t('models:importedBy'), source.command],
          [t('models:fromFile'), t('models:fileAndHash', { file: source.fileName, sha256: source.sha256 })],
        ];
  const trained: Fact[] =
    training === null
      ? []
      : [
          [t('models:trainedBy'), training.command],
          [
            t('models:seedAndEpochs'),
            t('models:seedAndEpochsValue', { seed: String(training.seed), epochs: String(training.epochs) }),
          ],
        ];
  return [...imported, ...trained];
}

function provenanceFacts(card: ModelCard): readonly Fact[] {
  const { network, preprocessing, calibration } = card;
  const { width, height, channels, version, resize, views } = preprocessing;
  return [
    [t('models:network'), t('models:networkValue', { network: network.name, parameters: network.parameters })],
    [
      t('models:input'),
      t('models:inputValue', {
        width: String(width),
        height: String(height),
        channels: t(channels === 1 ? 'models:grey' : 'models:colour'),
        resize,
        count: views.length,
        version: String(version),
      }),
    ],
    [
      t('models:calibration'),
      calibration.fittedOn === null
        ? t('models:calibrationNone')
        : t('models:calibrationValue', {
            temperature: calibration.temperature.toFixed(3),
            data: calibration.fittedOn,
          }),
    ],
    ...originFacts(card),
    [t('models:licence'), card.licence],
    [t('models:sha256'), card.sha256],
  ];
}

/** The model's card, the measures first. */
export function ModelCardView({ card }: { readonly card: ModelCard }) {
  return (
    <Paper variant="outlined" component="article" aria-label={card.title} sx={{ p: 3, display: 'grid', gap: 2.5 }}>
      <Box sx={{ display: 'grid', gap: 0.5 }}>
        <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1.5 }}>
          <Typography component="h2" variant="h1">
            {card.title}
          </Typography>
          <Typography color="textSecondary">{t('models:cardVersion', { version: card.version })}</Typography>
        </Box>
        <Typography>{card.description}</Typography>
        <Typography variant="body2" color="textSecondary">
          {t('models:cardLabels', { labels: card.labels.map(formatLabel).join(', '), use: card.intendedUse })}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {acceptsText(card)}
        </Typography>
      </Box>
      <ExampleWarning card={card} />
      <EstimateTable card={card} />
      <SaliencyCheckSection card={card} />
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', lg: '1fr 1fr' }, gap: 3 }}>
        <Section title={t('models:limits')}>
          <Box component="ul" sx={{ m: 0, pl: 2.25, display: 'grid', gap: 0.5, fontSize: '0.8125rem' }}>
            {card.limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </Box>
        </Section>
        <Section title={t('models:trainingData')}>
          <Facts facts={trainingFacts(card)} />
        </Section>
      </Box>
      <Section title={t('models:provenance')}>
        <Facts facts={provenanceFacts(card)} />
      </Section>
    </Paper>
  );
}
