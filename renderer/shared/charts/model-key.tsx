import { Box } from '@mui/material';
import { Marker } from './marker.tsx';
import type { SeriesStyle } from './series-style.ts';

/** A piece of the model's line with its shape, beside its name. */
export function ModelKey({ style }: { readonly style: SeriesStyle }) {
  return (
    <Box component="svg" width={26} height={12} aria-hidden sx={{ flexShrink: 0, verticalAlign: 'middle' }}>
      <line x1={0} x2={26} y1={6} y2={6} stroke={style.colour} strokeWidth={2} strokeDasharray={style.dash} />
      <Marker shape={style.shape} colour={style.colour} at={[13, 6]} radius={4} />
    </Box>
  );
}
