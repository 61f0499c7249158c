import LockOutlined from '@mui/icons-material/LockOutlined';
import { Box, ButtonBase, Tooltip } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { PlannedBlock } from '../../../../main/contract/training.ts';
import { formatCount } from '../../../shared/format/format.ts';
import { depthOf } from './draft.ts';

interface BlockColumnProps {
  readonly blocks: readonly PlannedBlock[];
  /** Trains the block and all behind it; without it the column only shows. */
  readonly onDepth?: (train: string) => void;
}

/** 0 to 1: a block of ten times the parameters is visibly wider, not ten times as wide. */
function widthOf({ parameters }: PlannedBlock, blocks: readonly PlannedBlock[]): number {
  const most = Math.log10(1 + Math.max(...blocks.map((block) => block.parameters)));
  return most === 0 ? 1 : Math.log10(1 + parameters) / most;
}

function useSentence({ name, parameters, learning, rate }: PlannedBlock): string {
  const { t } = useTranslation('training');
  if (parameters === 0) return t('block.empty', { name });
  const counts = { name, parameters: formatCount(parameters), trainable: formatCount(learning) };
  if (learning === 0) return t('block.frozen', counts);
  const text = learning === parameters ? t('block.all', counts) : t('block.some', counts);
  return rate === null || rate === 1 ? text : t('block.rate', { text, rate: rateText(rate) });
}

const rateText = (rate: number): string => `×${Number(rate.toPrecision(2))}`;

function Block({
  block,
  blocks,
  place,
  onDepth,
}: BlockColumnProps & { readonly block: PlannedBlock; readonly place: number }) {
  const { t } = useTranslation('training');
  const sentence = useSentence(block);
  const learns = block.learning > 0;
  return (
    <Tooltip describeChild title={sentence} placement="right">
      <ButtonBase
        disabled={onDepth === undefined}
        onClick={() => onDepth?.(depthOf(place, blocks.length))}
        aria-pressed={learns}
        data-block={block.name}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          minHeight: 32,
          px: 1.25,
          borderRadius: 1,
          border: '1px solid',
          borderStyle: learns ? 'solid' : 'dashed',
          borderColor: learns ? 'text.secondary' : 'divider',
          bgcolor: learns ? 'selected' : 'transparent',
          color: learns ? 'text.primary' : 'text.secondary',
          fontSize: '0.8125rem',
          justifyContent: 'space-between',
          '&:hover': { borderColor: 'text.primary' },
        }}
        style={{ width: `${45 + 55 * widthOf(block, blocks) ** 2}%` }}
      >
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {block.name}
        </Box>
        <Box component="span" sx={{ display: 'flex', alignItems: 'center', gap: 0.75, whiteSpace: 'nowrap' }}>
          {block.rate !== null && block.rate !== 1 && <span>{rateText(block.rate)}</span>}
          {formatCount(block.parameters)}
          {!learns && <LockOutlined sx={{ fontSize: 14 }} titleAccess={t('frozen')} />}
        </Box>
      </ButtonBase>
    </Tooltip>
  );
}

const end = { fontSize: '0.75rem', color: 'text.secondary', textAlign: 'center' } as const;

/** The network from the image down to the labels; what is frozen is dimmed and dashed. */
export function BlockColumn({ blocks, onDepth }: BlockColumnProps) {
  const { t } = useTranslation('training');
  return (
    <Box sx={{ display: 'grid', justifyItems: 'center' }} role="group" aria-label={t('blocks')}>
      <Box sx={end}>{t('image')}</Box>
      {blocks.map((block, place) => (
        <Box key={block.name} sx={{ display: 'grid', justifyItems: 'center', width: '100%' }}>
          <Box sx={{ width: '1px', height: 8, bgcolor: 'divider' }} />
          <Block block={block} blocks={blocks} place={place} {...(onDepth && { onDepth })} />
        </Box>
      ))}
      <Box sx={{ width: '1px', height: 8, bgcolor: 'divider' }} />
      <Box sx={end}>{t('labels')}</Box>
    </Box>
  );
}
