/** Saliency checks on the Models page: whether a model's heatmaps can be trusted. */
export const saliencyChecks = {
  title: 'Saliency checks',
  region: 'Saliency checks of {{model}}',
  whatIsTested: 'What is tested',
  hideTests: 'Hide what is tested',
  none: 'This model’s heatmaps have not been checked: whether they show what it looked at is not known.',
  onPhantoms: 'On {{images, number}} phantoms that the model finds, {{time}}. 95 % intervals over patients.',
  onDataset:
    'On {{images, number}} positive images of {{patients, number}} patients from “{{dataset}}” that the model finds, {{time}}. 95 % intervals over patients.',
  imagesFrom: 'Images from',
  phantomsAlone: 'Built-in phantoms alone',
  start: 'Check the heatmaps',
  addDataset: 'Real images say more than phantoms: add a dataset on the Data page.',

  method: 'Method',
  sanity: 'Randomisation test',
  deletion: 'Deletion',
  insertion: 'Insertion',
  repeatability: 'Repeatability',
  phantoms: 'On phantoms',
  lungs: 'Inside the lungs',
  verdict: 'Verdict',
  unknown: 'unknown',
  interval: '{{low}} to {{high}}, n {{count, number}}',
  stage: '{{layers}} of {{all}} layers randomised: {{correlation}} (structural similarity {{ssim}})',
  betweenImages: 'Maps of different images: {{correlation}} ({{ssim}})',
  deletionAuc: 'Area under the probability while the image is covered: {{value}}, in random order {{random}}',
  insertionAuc: 'Area under the probability while the image is uncovered: {{value}}, in random order {{random}}',
  withNoise: 'with noise {{value}}',
  byChance: 'by chance {{share}}',
  phantomDetails:
    'The model finds {{found, number}} of {{of, number}} phantoms. Overlap with the opacities at equal area (IoU): {{overlap}}. Share of the map on them: {{energy}}.',
  evenMap: 'even map {{share}}',
  lungsFound: 'Lung fields were found in {{found, number}} of {{of, number}} images.',
  noLungField: 'no lung field found',

  sanityMeans:
    'The weights are randomised, layer by layer. The maps must change then: if they don’t, they show the image’s own edges and not what the model learnt. 0 is unrelated, 1 the same; {{limit}} and more fails.',
  orderTerm: 'Deletion, insertion',
  orderMeans:
    'The image is covered, and uncovered, beginning where the map is highest. The model’s output should change sooner than with places drawn at random: how much sooner is shown, 0 is no better than chance.',
  repeatabilityMeans:
    'The image is moved by 3 % or gets a little noise. The map should move along and stay the same: 1 is the same; less than {{limit}} fails.',
  phantomsMeans:
    'Synthetic radiographs whose opacities are known: how often the map’s highest place lies on one, and how often a random place would. Not applicable to a model that does not find them.',
  lungsMeans:
    'Share of the map inside the lung fields, which are estimated from the image, beside the share that an even map would have. It says where the model looks, not whether the method is right: no verdict depends on it.',
  passed: 'Passed',
  failedTests: 'Failed: {{tests}}',
  reason: '{{method}}: {{sentence}}',
  notChecked: 'Not checked',
} as const;
