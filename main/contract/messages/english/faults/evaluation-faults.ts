export const evaluationFaults = {
  'evaluation.no-label-counts':
    'No label of the dataset counts as one of the model, so there is nothing to measure. Choose another dataset or model.',
  'evaluation.model-twice': 'A model is there twice. Choose each one once.',
  'evaluation.not-found': 'This evaluation is not here any more. Go to the list and choose another.',
  'evaluation.no-common-label': 'These models have no label in common. Compare models that look for the same finding.',
  'evaluation.undecided-labels':
    'The dataset’s {{labels, quoted}} are not among the labels known here ({{known, names}}). Say what each of them counts as: one of these, the rest (without any finding), or left out.',
  'evaluation.undecided-labels_one':
    'The dataset’s {{labels, quoted}} is not among the labels known here ({{known, names}}). Say what it counts as: one of these, the rest (without any finding), or left out.',
  'evaluation.no-such-label':
    'The dataset has no label “{{label}}”, but {{labels, quoted}}. Say what one of these counts as.',
  'evaluation.empty-split': 'The dataset has no image in this split. Choose another one.',
  'evaluation.nothing-measured': 'None of the images could be measured. Look at the reasons in the dataset’s audit.',
  'evaluation.too-few-patients':
    '“{{ensemble, ensemble}}” is fitted on other patients than it is measured on: {{patients}} are too few, it needs {{needed}}. Leave it out, or compare on more.',
} as const;
