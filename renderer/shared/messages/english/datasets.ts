/** The Data page, and what stands in for a form without datasets or models. */
export const datasets = {
  noneToTrain: 'There is no dataset to train on yet: add a folder of images with labels, or take your confirmed reads.',
  noneToEvaluate:
    'There is no dataset to evaluate on yet: add a folder of images with labels, or take your confirmed reads.',
  noModels: 'There are not enough trained models installed.',
  addDataset: 'Add a dataset',
  seeModels: 'Open the models',
} as const;
