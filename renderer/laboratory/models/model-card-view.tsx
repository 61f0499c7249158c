import { Box, Paper, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { ModelCard } from '../../../main/domain/models/model-card.ts';
import { formatCount, formatLabel } from '../../shared/format/format.ts';
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
  if (training === null) return [['Data', 'not trained here']];
  return training.datasets.flatMap(({ name, splitBy, splits }) =>
    splits.map(({ split, images, patients, perLabel }) => {
      const labels = Object.entries(perLabel).map(
        ([label, count]) => `${formatCount(count)} ${formatLabel(label).toLowerCase()}`,
      );
      return [
        `${name}, ${split}`,
        `${formatCount(images)} images of ${formatCount(patients)} patients: ${labels.join(', ')}; split by ${splitBy}`,
      ] as const;
    }),
  );
}

function originFacts({ training, source }: ModelCard): readonly Fact[] {
  const imported: Fact[] =
    source === undefined
      ? []
      : [
          ['Brought in by', source.command],
          ['From the file', `${source.fileName}, SHA-256 ${source.sha256}`],
        ];
  const trained: Fact[] =
    training === null
      ? []
      : [
          ['Trained by', training.command],
          ['Seed and epochs', `${training.seed}, ${training.epochs}`],
        ];
  return [...imported, ...trained];
}

function provenanceFacts(card: ModelCard): readonly Fact[] {
  const { network, preprocessing, calibration } = card;
  const { width, height, channels, version, resize, views } = preprocessing;
  return [
    ['Network', `${network.name}, ${formatCount(network.parameters)} parameters`],
    [
      'Input',
      `${width} × ${height}, ${channels === 1 ? 'grey' : 'colour'}, ${resize}, ${views.length} ${views.length === 1 ? 'view' : 'views'}; preprocessing version ${version}`,
    ],
    [
      'Calibration',
      calibration.fittedOn === null
        ? 'none'
        : `temperature ${calibration.temperature.toFixed(3)}, fitted on ${calibration.fittedOn}`,
    ],
    ...originFacts(card),
    ['Licence', card.licence],
    ['SHA-256', card.sha256],
  ];
}

/** All that the model's card says, the figures first. */
export function ModelCardView({ card }: { readonly card: ModelCard }) {
  return (
    <Paper variant="outlined" component="article" aria-label={card.title} sx={{ p: 3, display: 'grid', gap: 2.5 }}>
      <Box sx={{ display: 'grid', gap: 0.5 }}>
        <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1.5 }}>
          <Typography component="h2" variant="h1">
            {card.title}
          </Typography>
          <Typography color="textSecondary">version {card.version}</Typography>
        </Box>
        <Typography>{card.description}</Typography>
        <Typography variant="body2" color="textSecondary">
          Tells apart: {card.labels.map(formatLabel).join(', ')}. {card.intendedUse}
        </Typography>
      </Box>
      <ExampleWarning card={card} />
      <EstimateTable card={card} />
      <SaliencyCheckSection card={card} />
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', lg: '1fr 1fr' }, gap: 3 }}>
        <Section title="Limits">
          <Box component="ul" sx={{ m: 0, pl: 2.25, display: 'grid', gap: 0.5, fontSize: '0.8125rem' }}>
            {card.limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </Box>
        </Section>
        <Section title="Training data">
          <Facts facts={trainingFacts(card)} />
        </Section>
      </Box>
      <Section title="Provenance">
        <Facts facts={provenanceFacts(card)} />
      </Section>
    </Paper>
  );
}
