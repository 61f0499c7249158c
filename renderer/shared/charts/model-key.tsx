import { Box } from '@mui/material';
import { Marker } from './marker.tsx';
import type { ModelLook } from './series-style.ts';

/** A piece of the model's line with its shape, beside its name. */
export function ModelKey({ look }: { readonly look: ModelLook }) {
  return (
    <Box component="svg" width={26} height={12} aria-hidden sx={{ flexShrink: 0, verticalAlign: 'middle' }}>
      <line x1={0} x2={26} y1={6} y2={6} stroke={look.colour} strokeWidth={2} strokeDasharray={look.dash} />
      <Marker shape={look.shape} colour={look.colour} at={[13, 6]} radius={4} />
    </Box>
  );
}
