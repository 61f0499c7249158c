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
import type { InstalledCard } from '../../../../main/contract/contract.ts';
import type { TrainingChoices, TrainingPlan } from '../../../../main/contract/training.ts';
import type { ModelId } from '../../../../main/domain/ids.ts';
import type { TrainingBase } from '../../../../main/domain/training/training.ts';
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

/** What a training begins with, as one choice of a list. */
const keyOf = (base: TrainingBase): string =>
  base.kind === 'model' ? `model ${base.model}` : `network ${base.network}`;

function baseOf(key: string, before: TrainingBase): TrainingBase {
  const [kind, name] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)];
  if (kind === 'model') return { kind: 'model', model: name as ModelId };
  return before.kind === 'weights' ? { ...before, network: name } : { kind: 'network', network: name };
}

function BaseChoice({ choices, cards, base, onBase }: NetworkColumnProps) {
  const network = base.kind === 'model' ? undefined : choices.networks.find(({ name }) => name === base.network);
  const card = base.kind === 'model' ? cards.find(({ id }) => id === base.model) : undefined;
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <TextField
        select
        size="small"
        label="Begin with"
        value={keyOf(base)}
        onChange={({ target }) => onBase(baseOf(target.value, base))}
      >
        {cards.length > 0 && <ListSubheader>Installed models, which know something</ListSubheader>}
        {cards.map(({ id, title, version }) => (
          <MenuItem key={id} value={`model ${id}`}>
            {title} {version}
          </MenuItem>
        ))}
        <ListSubheader>Networks, from random values or a weight file</ListSubheader>
        {choices.networks.map(({ name }) => (
          <MenuItem key={name} value={`network ${name}`}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <Typography variant="caption" color="textSecondary">
        {card?.description ?? network?.description}
      </Typography>
      {base.kind !== 'model' && <WeightFile base={base} onBase={onBase} />}
    </Box>
  );
}

/** The network as a column of blocks; pressing one sets how deep the training goes. */
export function NetworkColumn(props: NetworkColumnProps) {
  const { plan, onDepth } = props;
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
            {formatCount(plan.network.learning)} of {formatCount(plan.network.parameters)} parameters learn (
            {formatPercent(plan.network.learning / plan.network.parameters)}). Input {plan.network.height} ×{' '}
            {plan.network.width}, {plan.network.channels === 1 ? 'grey' : `${plan.network.channels} channels`}. Press a
            block to let it and all below it learn.
          </Typography>
          {props.base.kind === 'network' && plan.network.learning < plan.network.parameters && (
            <Typography variant="caption">
              The frozen blocks would keep the random values that they begin with: begin with an installed model or a
              weight file, or let all learn.
            </Typography>
          )}
          {plan.notes.map((note) => (
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
  const train = String(plan.settings['train']);
  const blocks = plan.network.blocks.length;
  const value = train === 'all' || train === 'head' ? train : 'some';
  return (
    <ToggleButtonGroup
      exclusive
      fullWidth
      size="small"
      value={value}
      aria-label="How deep it learns"
      onChange={(_, next: string | null) =>
        next !== null && onDepth(next === 'some' ? `last-${Math.min(2, blocks - 1)}-blocks` : next)
      }
    >
      <ToggleButton value="head">Head</ToggleButton>
      <ToggleButton value="some" disabled={blocks < 2}>
        {value === 'some' && train.startsWith('last-') ? train.replaceAll('-', ' ') : 'Last blocks'}
      </ToggleButton>
      <ToggleButton value="all">All</ToggleButton>
    </ToggleButtonGroup>
  );
}
