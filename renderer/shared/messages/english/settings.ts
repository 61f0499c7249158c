/** The settings page. */
export const settings = {
  settings: 'Settings',
  reader: 'Reader',
  readerName: 'Your name',
  readerHelp: 'Stands beside your answers and notes. Earlier ones keep the name that they were saved with.',
  readerSaved: 'Saved.',
  saveName: 'Save name',
  appearance: 'Appearance',
  theme: 'Theme',
  dark: 'Dark',
  light: 'Light',
  system: 'As the system is set',
  format: 'Dates and numbers',
  formatHelp: 'DICOM values keep the form that they have in the file.',
  browserFormat: '{{example}} (as the browser is set)',
  showLaboratory: 'Show the laboratory: Data, Train, Evaluate, Compare, Models, Learning',
  folders: 'Folders',
  allFolders: 'This window asks for files by the system’s own dialogs: every folder that your account can read.',
  readableFolders: 'From these pages Overread reads files in these folders and the folders inside them:',
  addFolder:
    'To add another folder, such as a network drive or a stick, start Overread with it: <code>npm start -- --root FOLDER</code>. Repeat <code>--root</code> for several; your home folder is read only where it is named too. Files can also be uploaded or dropped on the page from anywhere.',
} as const;
