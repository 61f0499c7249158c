/** Evaluations and comparisons that are kept, and the form that starts one. */
export const runs = {
  keptRuns: '{{page}}: kept runs',
  list: 'Kept runs',
  new: 'New',
  empty: 'Nothing is kept yet. What you start here stays in this list.',
  models_one: '{{count, number}} model',
  models_other: '{{count, number}} models',
  where: '{{dataset}}, {{split}}, n = {{count, number}}',
  auc: '{{label}}: AUC ',
  bestAuc: '{{label}}: best AUC ',
  interval: ' {{low}}–{{high}}',
  more: ' +{{count, number}}',
  warnings_one: '{{time}} · {{count, number}} warning',
  warnings_other: '{{time}} · {{count, number}} warnings',
  forget: 'Remove this run from the list. Its scores stay, so that the same evaluation is quick.',
  forgetRun: 'Remove {{run}} on {{dataset}} from the list',
  export: 'Export',

  dataset: 'Dataset',
  model: 'Model',
  findings: 'Labels: {{labels}}',
  whichImages: 'Which images',
  notCounted: 'not counted yet',
  imagesOfUnknown: '{{images, number}} images without patient IDs: {{labels}}',
  imagesOfPatients: '{{images, number}} images of {{patients, number}} patients: {{labels}}',
  labelCount: '{{count, number}} {{label}}',
  split: { all: 'All images', train: 'Training', val: 'Validation', test: 'Test' },
  splitInline: { all: 'all images', train: 'training', val: 'validation', test: 'test' },

  labels: 'Labels',
  chooseMeaning: 'Choose what it counts as',
  countsAs: 'counts as {{label}}',
  rest: 'negative for every finding',
  restChoice: 'None of these: negative for every finding',
  leftOut: 'left out',
  leftOutChoice: 'Left out of the measurement',

  measures: 'Measures {{findings}} on {{images, number}} images of {{patients, number}} patients. {{work}}',
  allScored: 'All images are scored already: this takes seconds.',
  toScore: 'Up to {{images, number}} images are still to be scored: about {{duration}}.',
  toScoreUnknown: 'Up to {{images, number}} images are still to be scored; the time is not known yet.',
  toScoreBy:
    'Up to {{images, number}} images are still to be scored by {{models, number}} of {{all, number}} models: about {{duration}}.',
  toScoreByUnknown:
    'Up to {{images, number}} images are still to be scored by {{models, number}} of {{all, number}} models; the time is not known yet.',

  warningsTitle: 'Warnings',
  moreRemarks_one: '{{count, number}} more remark on these images',
  moreRemarks_other: '{{count, number}} more remarks on these images',
  remarks_one: '{{count, number}} remark on these images',
  remarks_other: '{{count, number}} remarks on these images',
  audit: 'Audit of the dataset: {{sentence}}',

  datasetGone: 'The dataset is no longer registered, so its images can’t be shown. Add it again on the Data page.',
  datasetChanged:
    'The dataset has changed since this run, so its images can’t be shown. Start the run again to see them.',
} as const;
