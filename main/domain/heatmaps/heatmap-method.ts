/** The ways to show where a model looked, in the order they are offered. */
export const heatmapMethods = [
  'grad-cam',
  'grad-cam++',
  'hirescam',
  'layercam',
  'eigencam',
  'chefer',
  'rollout',
  'occlusion',
] as const;

export type HeatmapMethod = (typeof heatmapMethods)[number];
