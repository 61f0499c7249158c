export const datasetFaults = {
  'dataset.no-such-image': 'The dataset has fewer images by now. Load the page again.',
  'dataset.file-changed': 'The file has changed since the dataset was read. Audit the dataset again.',
  'dataset.no-reads': 'No read of {{label}} by {{model}} can be taken. Read cases and say whether you agree.',
  'dataset.no-labelled-images':
    '“{{dataset}}” holds no images with labels. Put the images of each label in a folder of its own, or list them in an index.csv.',
  'dataset.no-folder': 'There is no data folder “{{dataset}}”. Choose another one.',
  'dataset.index-is-no-file':
    'The index.csv of “{{dataset}}” is no file but a folder, a pipe, a device or a socket. Put the list of images in its place, or remove it.',
  'dataset.folder-unreadable':
    'The data folder “{{dataset}}” can’t be read: {{reason, clause}}. Mend that and open it again.',
  'dataset.unread-label':
    '“{{dataset}}” has no readable image with the label {{label}}. Add images, or take the label out.',
  'dataset.not-found': 'This dataset is not here any more. Go back to the list of datasets.',
  'labels.no-such-normal-label': 'There is no label “{{label}}” in the data. Choose one of {{labels, names}}.',
  'dataset.no-label':
    '“{{dataset}}” holds images of no label to learn from. Put the images of each label in a folder of its own, or list them in an index.csv.',
  'dataset.one-label':
    '“{{dataset}}” holds images of one label only to learn from. Put the images of each label in a folder of its own, or list them in an index.csv.',
  'dataset.patients-in-two-splits':
    '{{count}} patients have images both for training and for validation, which would make the results look better than they are. Correct the split column of index.csv.',
  'dataset.patients-in-two-splits_one':
    'One patient has images both for training and for validation, which would make the results look better than they are. Correct the split column of index.csv.',
  'dataset.no-image-with-label':
    '“{{dataset}}” has no image for {{split, split}} with the label {{label}}. Add images of more patients.',
  'dataset.no-image-without-label':
    '“{{dataset}}” has no image for {{split, split}} without the label {{label}}. Add images of more patients.',
} as const;
