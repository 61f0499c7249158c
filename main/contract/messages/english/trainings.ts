/** The course and the end of a training. */
export const trainings = {
  noEpoch: 'No epoch has ended yet, so there is nothing to keep.',
  kept: 'Epoch {{epoch}} is kept: its validation AUC, {{auc}}, is the highest of {{epochs}}.',
  patience_one: '{{count}} epoch after it was no better, which ended the training (patience {{patience}}).',
  patience_other: '{{count}} epochs after it were no better, which ended the training (patience {{patience}}).',
  allEpochs_one: 'The only epoch is done.',
  allEpochs_other: 'All {{count}} epochs are done.',
  best_one: 'The training ends early after {{count}} epoch without a better one.',
  best_other: 'The training ends early after {{count}} epochs without a better one.',
  waiting_one: '{{count}} epoch since without a better one; at {{patience}} the training ends early.',
  waiting_other: '{{count}} epochs since without a better one; at {{patience}} the training ends early.',
  split: {
    by: '{{unit}}, {{origin}}',
    patient: 'patient',
    file: 'file (no patient is known)',
    mixed: 'patient where known, else by file ({{ofUnknownPatients, number}} of {{images, number}} images)',
    given: 'as given by the dataset',
    drawn: 'drawn at random for each label',
  },
  end: {
    interruption: 'It was stopped by hand.',
    divergence: 'Then its loss was no longer a number.',
    'engine stop':
      'The engine process stopped, perhaps for lack of memory; the training can go on from its last checkpoint.',
  },
} as const;
