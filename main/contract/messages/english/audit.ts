/** The sentences of audits. `subject` and `consequence` are put into those of the probes. */
export const audit = {
  images_one: '{{count, number}} image',
  images_other: '{{count, number}} images',
  patients_one: '{{count, number}} patient',
  patients_other: '{{count, number}} patients',
  errors_one: '{{count, number}} error',
  errors_other: '{{count, number}} errors',
  warnings_one: '{{count, number}} warning',
  warnings_other: '{{count, number}} warnings',
  headlineFine: '{{images}} of {{patients}}: no errors and no warnings.',
  headline: '{{images}} of {{patients}}: {{errors}} and {{warnings}}.',

  oneLabel: 'All images have the label {{label}}: nothing can be trained or evaluated without images of another label.',
  imbalance:
    '{{most}} has {{ratio}} times as many images as {{least}} ({{mostImages, number}} and {{leastImages, number}}): accuracy alone says little here, and a training should use class weights or balanced sampling.',
  imbalanceOfFindings:
    '{{most}} has {{ratio}} times as many images as {{least}} ({{mostImages, number}} and {{leastImages, number}}): accuracy alone says little here, and a training should use class weights, each finding for itself.',
  noSplit:
    'No split is given: a training draws one by patient, and a model evaluated on all images is evaluated on images it was trained on.',
  splitWithoutLabel: 'The {{split}} split has no image of {{labels}}: nothing can be measured for it there.',
  partlySplit_one: '{{count, number}} image has no split while others have one: a training leaves it out.',
  partlySplit_other: '{{count, number}} images have no split while others have one: a training leaves them out.',
  unreadable_one: '{{count}} file can’t be read and is left out: see the reason, and replace or remove the file.',
  unreadable_other:
    '{{count, number}} files can’t be read and are left out: see the reasons, and replace or remove the files.',
  otherSplits_one: '{{count}} line of index.csv with a split other than train, val and test is left out.',
  otherSplits_other: '{{count, number}} lines of index.csv with a split other than train, val and test are left out.',
  repeatedRows_one:
    '{{count}} line of index.csv names a file that another line names too: they count as one image with the labels of both.',
  repeatedRows_other:
    '{{count, number}} lines of index.csv name files that other lines name too: each file counts as one image with the labels of all its lines.',
  contradictingRows_one:
    '{{count}} image has lines in index.csv that contradict each other in label, patient or split: the label that most of them give counts, and of several splits none. Correct the list.',
  contradictingRows_other:
    '{{count, number}} images have lines in index.csv that contradict each other in label, patient or split: the label that most of them give counts, and of several splits none. Correct the list.',
  labelSpellings:
    'The labels {{labels}} look like one in several spellings, and are taken for different ones. Give them one spelling if they mean the same.',
  otherFiles_one: '{{count, number}} file beside the images is a text, a table or the like, and is left out.',
  otherFiles_other: '{{count, number}} files beside the images are texts, tables or the like, and are left out.',
  otherFolders_one: 'The folder {{folders}} lies beside those of the splits and is left out.',
  otherFolders_other: 'The folders {{folders}} lie beside those of the splits and are left out.',
  openReads_one: '{{count}} image is left out because the readers differ: decide on the page Learning.',
  openReads_other: '{{count, number}} images are left out because the readers differ: decide on the page Learning.',
  patientsAcrossSplits_one:
    '{{count}} patient has images in more than one split ({{imageCount}}): the model is evaluated on a person it was trained on, and looks better than it is. Correct the split.',
  patientsAcrossSplits_other:
    '{{count, number}} patients have images in more than one split ({{imageCount}}): the model is evaluated on people it was trained on, and looks better than it is. Correct the split.',
  patientsUnknown_one: 'For {{count}} of {{images, number}} images the patient is not known. {{consequence}}',
  patientsUnknown_other: 'For {{count, number}} of {{images, number}} images the patient is not known. {{consequence}}',
  patientsUnknownAll: 'The patients are not known. {{consequence}}',
  patientsUnknownSplit:
    'A patient may be on both sides of the split, and intervals may be too narrow. A column “patient” in index.csv can name the patients.',
  patientsUnknownNoSplit:
    'Each image counts as a patient; where some have several images, intervals are too narrow. A column “patient” in index.csv can name the patients.',
  duplicateAcrossSplits_one:
    '{{count}} pair of the same image in two splits: the model is evaluated on images it was trained on. Keep one of each.',
  duplicateAcrossSplits_other:
    '{{count, number}} pairs of the same image in two splits: the model is evaluated on images it was trained on. Keep one of each.',
  lookalikeAcrossSplits_one:
    '{{count}} pair of images that look the same in two splits: one exposure saved again, or one person imaged twice. Look at them and keep each on one side.',
  lookalikeAcrossSplits_other:
    '{{count, number}} pairs of images that look the same in two splits: one exposure saved again, or one person imaged twice. Look at them and keep each on one side.',
  duplicateWithOtherLabel_one: '{{count}} pair of the same image with different labels: one of them is wrong.',
  duplicateWithOtherLabel_other:
    '{{count, number}} pairs of the same image with different labels: one of each is wrong.',
  lookalikeWithOtherLabel_one:
    '{{count}} pair of images that look the same with different labels: check which of them is right.',
  lookalikeWithOtherLabel_other:
    '{{count, number}} pairs of images that look the same with different labels: check which of them is right.',
  duplicateOfOtherPatient_one:
    '{{count}} pair of the same or look-alike images under two patients: one person may have two names here, and so be on both sides of a split.',
  duplicateOfOtherPatient_other:
    '{{count, number}} pairs of the same or look-alike images under two patients: one person may have two names here, and so be on both sides of a split.',
  duplicateWithinSplit_one:
    '{{count}} pair of the same image within a split: it counts twice, and intervals come out too narrow.',
  duplicateWithinSplit_other:
    '{{count, number}} pairs of the same image within a split: they count twice, and intervals come out too narrow.',
  lookalikeWithinSplit_one:
    '{{count}} pair of images within a split that look the same: one exposure saved again, or one person imaged twice.',
  lookalikeWithinSplit_other:
    '{{count, number}} pairs of images within a split that look the same: one exposure saved again, or one person imaged twice.',

  probeWithoutDifference:
    'All images have the same width, height, bit depth and compression: these predict no label. The sizes of the files in bytes are not used.',
  probeOfFewPatients: 'Too few patients to say whether {{subject}} predict the label.',
  probeUnreliable:
    '{{subject}} do not predict {{label}} against {{others}} better than chance may (AUC {{auc}}, 95 % interval {{low}} to {{high}}).',
  probeWeak:
    '{{subject}} predict {{label}} against {{others}} weakly, or there are too few patients to say how well (AUC {{auc}}, 95 % interval {{low}} to {{high}}).',
  probePredicts:
    '{{lead}}{{subject}} predict {{label}} against {{others}} (AUC {{auc}}, 95 % interval {{low}} to {{high}}{{by}}). {{consequence}}',
  strongest: '; most of all {{names}}',
  otherLabels: 'the other labels',
  subject: {
    source: 'the columns that say where an image comes from',
    names: 'the patterns of the file names',
    file: 'image dimensions, bit depth and file format alone',
    border: 'the outermost 3 % of the pixels alone',
    intensity: 'brightness, contrast and sharpness of the whole image alone',
  },
  lead: { confounded: 'Source and label are confounded: ', border: 'The border reveals the label: ' },
  consequence: {
    confounded:
      'What is measured on this dataset says little about the disease; add images of all labels from the same sources.',
    shortcut: 'A model can learn this instead of the disease, and will then fail elsewhere.',
    subgroups: 'Look at the subgroups.',
    names: 'A model doesn’t see names, but other patterns hint at other sources.',
    resizing: 'Resizing hides most of it.',
    border:
      'Position, collimation or markers differ. A model can learn this instead of the disease, and will then fail elsewhere.',
    borderMay:
      'Position, collimation or markers may differ. A model can learn this instead of the disease, and will then fail elsewhere.',
    samples: 'Look at the samples.',
    disease: 'A disease changes these too.',
    diseaseCompare: 'A disease changes these too; compare a large model with a simple one before you trust it.',
  },

  precision: '{{sensitivity}}; {{specificity}}{{area}}.',
  precisionRate: '{{images}} {{kind}} ({{patients}}) give a {{rate}} of {{value}} a 95 % interval of ±{{halfWidth}}',
  precisionNoRate: 'without images {{kind}} no {{rate}} can be measured',
  precisionArea: '; an AUC of {{value}} has one of ±{{halfWidth}}',
  withLabel: 'with {{label}}',
  withoutLabel: 'without {{label}}',
  splitImages_one: '{{count, number}} {{split}} image',
  splitImages_other: '{{count, number}} {{split}} images',
  sensitivity: 'sensitivity',
  specificity: 'specificity',
  split: { train: 'training', val: 'validation', test: 'test' },

  property: {
    width: 'width',
    height: 'height',
    aspectRatio: 'width to height',
    fileSize: 'file size',
    bitsPerPixel: 'bits a pixel in the file',
    bitDepth: 'bit depth',
    jpegQuantisation: 'JPEG quantisation',
    size: 'size',
    format: 'format',
    colour: 'colour',
    compression: 'compression',
    fileName: 'file name',
  },
  unit: {
    width: 'pixels',
    height: 'pixels',
    aspectRatio: '',
    fileSize: 'kB',
    bitsPerPixel: '',
    bitDepth: 'bits',
    jpegQuantisation: 'sum of the table',
  },
  colour: { grey: 'grey', colour: 'colour' },
  compression: { lossy: 'lossy', lossless: 'lossless' },
  notKnown: 'not known',
  otherWords: 'other',
  rare: 'rare',
  measure: {
    size: 'size',
    aspectRatio: 'width to height',
    squareness: 'distance from a square',
    sizeShare: 'how common the size is',
    bitDepth: 'bit depth',
    channels: 'channels',
    lossy: 'lossy',
    jpeg: 'is a JPEG',
    jpegQuantisation: 'JPEG quantisation',
    top: 'top',
    right: 'right',
    bottom: 'bottom',
    left: 'left',
    mean: 'mean',
    contrast: 'contrast',
    darkest: 'darkest',
    percentile10: '10th percentile',
    percentile25: '25th percentile',
    median: 'median',
    percentile75: '75th percentile',
    percentile90: '90th percentile',
    brightest: 'brightest',
    bitsPerPixel: 'bits a pixel',
  },
} as const;
