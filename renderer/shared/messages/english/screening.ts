/** The Screen page: choosing images, and what became of them. */
export const screening = {
  screen: 'Screen',
  newScreening: 'New screening',
  images: 'Images',
  imagesHelp:
    'DICOM, JPEG and PNG; folders inside a folder are included. Drop them anywhere on this page, or choose them.',
  chooseFolder: 'Choose a folder',
  chooseFiles: 'Choose files',
  uploadFiles: 'Upload files',
  filesToUpload: 'Files to upload',
  chosen: 'Chosen',
  filesOfThisComputer_one: '{{count, number}} file from this computer',
  filesOfThisComputer_other: '{{count, number}} files from this computer',
  remove: 'Remove {{name}}',
  models: 'Models',
  noModel: 'No model is installed: images are imported and not scored.',
  start: 'Start screening',
  scored: 'scored',
  refused: 'refused',
  failed: 'failed',
  openWorklist: 'Open worklist',
  latest: 'Latest results',
  nothingDropped: 'There are no files in what was dropped.',
  unreadableDrop: 'Left out: “{{name}}” could not be read. Check that you may open it, then drop it again.',
  unreadableDrops:
    'Left out: “{{name}}” and {{others, number}} more could not be read. Check that you may open them, then drop them again.',
  tooLarge:
    'Left out: “{{name}}”. A page can send files of at most {{megabytes, number}} MB; choose its folder on the machine that runs Overread instead.',
  tooLargeSeveral:
    'Left out: “{{name}}” and {{others, number}} more. A page can send files of at most {{megabytes, number}} MB; choose their folder on the machine that runs Overread instead.',
} as const;
