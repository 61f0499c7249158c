/** A bare button over a part of a chart that opens its cases. */
export const clickable = {
  position: 'absolute',
  p: 0,
  m: 0,
  border: 0,
  borderRadius: 0,
  background: 'transparent',
  cursor: 'pointer',
  '&:hover': { background: 'color-mix(in srgb, var(--mui-palette-text-primary) 8%, transparent)' },
  '&:focus-visible': { outlineOffset: '-2px' },
} as const;
