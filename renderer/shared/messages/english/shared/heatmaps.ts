/** Heatmaps and whether they can be trusted. */
export const heatmaps = {
  show: 'Show where the model looked',
  opacity: 'Opacity',
  making: 'Making the heatmap',
  passed: 'Passed its saliency check',
  notChecked: 'Not checked',
  failed: 'Failed its saliency check',
  failedSanity: 'Failed its sanity check: the map does not depend on what the model learned',
  whyPassed:
    'Maps by this method changed when the model’s weights were randomised, and its answers depended on the places that they showed.',
  whyNotChecked: 'Nobody has checked whether this model’s maps by this method can be trusted. The Models page can.',
  explained: '{{verdict}}. {{explanation}}',
} as const;
