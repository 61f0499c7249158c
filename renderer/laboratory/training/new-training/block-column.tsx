import LockOutlined from '@mui/icons-material/LockOutlined';
import { Box, ButtonBase, Tooltip } from '@mui/material';
import type { PlannedBlock } from '../../../../main/contract/training.ts';
import { formatCount } from '../../../shared/format/format.ts';
import { depthOf } from './draft.ts';

interface BlockColumnProps {
  readonly blocks: readonly PlannedBlock[];
  /** Makes the block and all behind it learn; without it the picture only shows. */
  readonly onDepth?: (train: string) => void;
}

/** 0 to 1: a block of ten times the parameters is visibly wider, not ten times as wide. */
function widthOf({ parameters }: PlannedBlock, blocks: readonly PlannedBlock[]): number {
  const most = Math.log10(1 + Math.max(...blocks.map((block) => block.parameters)));
  return most === 0 ? 1 : Math.log10(1 + parameters) / most;
}

function sentenceOf({ name, parameters, learning, rate }: PlannedBlock): string {
  if (parameters === 0) return `${name}: nothing in it learns`;
  const size = `${name}: ${formatCount(parameters)} parameters`;
  if (learning === 0) return `${size}, frozen`;
  const part = learning === parameters ? 'all learn' : `${formatCount(learning)} of them learn`;
  return `${size}, ${part}${rate === null || rate === 1 ? '' : ` at ${rateText(rate)} of the rate`}`;
}

const rateText = (rate: number): string => `×${Number(rate.toPrecision(2))}`;

function Block({
  block,
  blocks,
  place,
  onDepth,
}: BlockColumnProps & { readonly block: PlannedBlock; readonly place: number }) {
  const learns = block.learning > 0;
  return (
    <Tooltip describeChild title={sentenceOf(block)} placement="right">
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
          {!learns && <LockOutlined sx={{ fontSize: 14 }} aria-label="frozen" />}
        </Box>
      </ButtonBase>
    </Tooltip>
  );
}

const end = { fontSize: '0.75rem', color: 'text.secondary', textAlign: 'center' } as const;

/** The network from the image down to the labels; what is frozen is dimmed and dashed. */
export function BlockColumn({ blocks, onDepth }: BlockColumnProps) {
  return (
    <Box sx={{ display: 'grid', justifyItems: 'center' }} role="group" aria-label="Blocks of the network">
      <Box sx={end}>image</Box>
      {blocks.map((block, place) => (
        <Box key={block.name} sx={{ display: 'grid', justifyItems: 'center', width: '100%' }}>
          <Box sx={{ width: '1px', height: 8, bgcolor: 'divider' }} />
          <Block block={block} blocks={blocks} place={place} {...(onDepth && { onDepth })} />
        </Box>
      ))}
      <Box sx={{ width: '1px', height: 8, bgcolor: 'divider' }} />
      <Box sx={end}>labels</Box>
    </Box>
  );
}
