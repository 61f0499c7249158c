import type { HeatmapMethod } from '../../../domain/heatmaps/heatmap-method.ts';

/** Ways to show where a model looked: the name, and in one line what the map shows. */
export const heatmapMethods = {
  'grad-cam': { title: 'Grad-CAM', explanation: 'Features, each weighted by how much it speaks for the finding' },
  'grad-cam++': { title: 'Grad-CAM++', explanation: 'As Grad-CAM, made to mark several places of the same finding' },
  hirescam: { title: 'HiResCAM', explanation: 'Only places that the score was computed from; more scattered' },
  layercam: { title: 'LayerCAM', explanation: 'Places that speak for the finding, each weighted by itself' },
  eigencam: { title: 'EigenCAM', explanation: 'What stands out most in the image, whatever the finding' },
  chefer: { title: 'Attention relevance', explanation: 'Attention that speaks for the finding, through all layers' },
  rollout: { title: 'Attention rollout', explanation: 'Where attention flowed from, whatever the finding' },
  occlusion: { title: 'Occlusion', explanation: 'How much less sure the model is where it is covered; slow' },
} as const satisfies Readonly<Record<HeatmapMethod, Readonly<Record<'title' | 'explanation', string>>>>;
