export const saliencyFaults = {
  'saliency.engine-stopped': 'The engine stopped during the saliency check. Start it again, with fewer methods.',
  'saliency.method-not-possible':
    '{{method, heatmapMethod}} is not possible with this model: {{reason, clause}}. Choose another method.',
  'saliency.too-few-phantoms':
    'The model “{{model}}” finds {{found}} of {{lookedAt}} phantoms, and a saliency check needs {{needed}} that it finds. Choose a dataset with images that it finds.',
  'saliency.too-few-images':
    'The model “{{model}}” finds {{found}} of the {{lookedAt}} positive images of “{{dataset}}”, and a saliency check needs {{needed}} that it finds. Choose another dataset, or another model.',
  'saliency.file-damaged':
    'The {{file}} of the model “{{model}}” is damaged or of another version. Check its heatmaps again.',
} as const;
