export const importNotes = {
  'import.imagenet-assumed': 'ImageNet’s mean and deviation were assumed for its input.',
  'import.labels-together': 'It judges each label by itself (Sigmoid): its findings may be there together.',
  'import.labels-exclude':
    'It gives logits: its labels were taken to exclude each other; if not, import it again with a sigmoid.',
  'import.same-answers':
    'It gave the same answers for every picture it was tried on. Check the file, or measure it before you use it.',
  'import.no-map': 'No map for heatmaps was found: they will be made by occlusion.',
} as const;
