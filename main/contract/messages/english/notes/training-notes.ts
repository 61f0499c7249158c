export const trainingNotes = {
  'dataset.file-left-out': 'Left out {{file}} of {{dataset}}: {{fault, sentence}}',
  'training.some-patients-unknown':
    'The patients of {{count}} of the {{images}} images of {{dataset}} are not known, so each image counts as a patient of its own: should some patient have several, the results look better than they are. An index.csv can name the patients.',
  'training.patients-unknown':
    'The patients of the images of {{dataset}} are not known, so each image counts as a patient of its own: should some patient have several, the results look better than they are. An index.csv can name the patients.',
  'training.new-head': 'The last layer of “{{model}}” was replaced by one for {{labels, names}}.',
  'training.ended-no-better':
    'Training ended after epoch {{epochs}} because it no longer got better; the model is that of epoch {{best}}.',
  'training.ended-by-hand':
    'Training ended after epoch {{epochs}} because it was stopped; the model is that of epoch {{best}}.',
  'training.ended-diverged':
    'Training ended after epoch {{epochs}} because its loss was no longer a number; the model is that of epoch {{best}}.',
  'training.ended-engine-stop':
    'Training ended after epoch {{epochs}} because the engine process stopped; the model is that of epoch {{best}}.',
  'training.can-go-on': 'It can go on from its last checkpoint.',
} as const;
