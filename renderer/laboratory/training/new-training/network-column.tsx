import {
  Box,
  ListSubheader,
  MenuItem,
  Skeleton,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
  Typography,
} from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { InstalledCard } from '../../../../main/contract/contract.ts';
import type { TrainingChoices, TrainingPlan } from '../../../../main/contract/training.ts';
import type { ModelId } from '../../../../main/domain/ids.ts';
import type { TrainingBase } from '../../../../main/domain/training/training.ts';
import { messageSentence } from '../../../shared/faults/fault-text.ts';
import { formatCount, formatPercent } from '../../../shared/format/format.ts';
import { BlockColumn } from './block-column.tsx';
import { WeightFile } from './weight-file.tsx';

interface NetworkColumnProps {
  readonly choices: TrainingChoices;
  readonly cards: readonly InstalledCard[];
  readonly base: TrainingBase;
  readonly plan: TrainingPlan | undefined;
  readonly onBase: (base: TrainingBase) => void;
  readonly onDepth: (train: string) => void;
}

/** The start of a training, as one choice of a list. */
const keyOf = (base: TrainingBase): string =>
  base.kind === 'model' ? `model ${base.model}` : `network ${base.network}`;

function baseOf(key: string, before: TrainingBase): TrainingBase {
  const [kind, name] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)];
  if (kind === 'model') return { kind: 'model', model: name as ModelId };
  return before.kind === 'weights' ? { ...before, network: name } : { kind: 'network', network: name };
}

function BaseChoice({ choices, cards, base, onBase }: NetworkColumnProps) {
  const { t } = useTranslation(['training', 'architectures']);
  const network = base.kind === 'model' ? undefined : choices.networks.find(({ name }) => name === base.network);
  const card = base.kind === 'model' ? cards.find(({ id }) => id === base.model) : undefined;
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <TextField
        select
        size="small"
        label={t('begin')}
        value={keyOf(base)}
        onChange={({ target }) => onBase(baseOf(target.value, base))}
      >
        {cards.length > 0 && <ListSubheader>{t('installed')}</ListSubheader>}
        {cards.map(({ id, title, version }) => (
          <MenuItem key={id} value={`model ${id}`}>
            {title} {version}
          </MenuItem>
        ))}
        <ListSubheader>{t('networks')}</ListSubheader>
        {choices.networks.map(({ name }) => (
          <MenuItem key={name} value={`network ${name}`}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <Typography variant="caption" color="textSecondary">
        {card?.description ?? (network && t(`architectures:${network.name}`))}
      </Typography>
      {base.kind !== 'model' && <WeightFile base={base} onBase={onBase} />}
    </Box>
  );
}

/** The network as a column of blocks; pressing one sets how deep the training goes. */
export function NetworkColumn(props: NetworkColumnProps) {
  const { plan, onDepth } = props;
  const { t } = useTranslation('training');
  return (
    <Box sx={{ display: 'grid', gap: 1.5, alignContent: 'start' }}>
      <BaseChoice {...props} />
      {plan === undefined ? (
        <Skeleton height={320} />
      ) : (
        <>
          <Depth plan={plan} onDepth={onDepth} />
          <BlockColumn blocks={plan.network.blocks} onDepth={onDepth} />
          <Typography variant="caption" color="textSecondary">
            {t('parameters', {
              trainable: formatCount(plan.network.learning),
              all: formatCount(plan.network.parameters),
              percent: formatPercent(plan.network.learning / plan.network.parameters),
            })}{' '}
            {t('input', { height: plan.network.height, width: plan.network.width, count: plan.network.channels })}{' '}
            {t('pressBlock')}
          </Typography>
          {props.base.kind === 'network' && plan.network.learning < plan.network.parameters && (
            <Typography variant="caption">{t('frozenRandom')}</Typography>
          )}
          {plan.notes.map(messageSentence).map((note) => (
            <Typography key={note} variant="caption">
              {note}
            </Typography>
          ))}
        </>
      )}
    </Box>
  );
}

function Depth({ plan, onDepth }: { readonly plan: TrainingPlan; readonly onDepth: (train: string) => void }) {
  const { t } = useTranslation('training');
  const train = String(plan.settings['train']);
  const blocks = plan.network.blocks.length;
  const value = train === 'all' || train === 'head' ? train : 'some';
  const last = /^last-(\d+)-block/.exec(train)?.[1];
  return (
    <ToggleButtonGroup
      exclusive
      fullWidth
      size="small"
      value={value}
      aria-label={t('depth')}
      onChange={(_, next: string | null) =>
        next !== null && onDepth(next === 'some' ? `last-${Math.min(2, blocks - 1)}-blocks` : next)
      }
    >
      <ToggleButton value="head">{t('head')}</ToggleButton>
      <ToggleButton value="some" disabled={blocks < 2}>
        {last === undefined ? t('lastBlocks') : t('lastSome', { count: Number(last) })}
      </ToggleButton>
      <ToggleButton value="all">{t('all')}</ToggleButton>
    </ToggleButtonGroup>
  );
}
