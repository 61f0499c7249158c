export const registryNotes = {
  'registry.not-measured-here': 'It comes with Overread; this site’s gate has not measured it.',
} as const;
