export const fileFaults = {
  'file.gone-or-closed': 'The file is not there or may not be read. Look at its permissions.',
  'file.changed-since-import':
    'The file has changed since it was imported. Put the original back, or import the new one.',
  'file.forbidden':
    'This path is outside the folders that this workstation was started for. Choose one inside them, or start it with another root.',
  'file.missing': 'There is no such file or folder. Check the path, or choose another.',
  'file.folder-closed': 'This folder can’t be opened. Check that you may read it.',
  'file.gone': 'The file is not there. Check its path, or put it back where it was.',
  'file.no-permission': 'The file may not be read by this account. Change its permissions, or copy it elsewhere.',
  'file.name-not-utf8':
    'The name of this file, or of a folder above it, is not in UTF-8, so that it can’t be opened. Rename it.',
  'file.is-folder': 'This is a folder, not a file. Choose a file in it.',
  'file.special': 'This is no file but a pipe, a device or a socket, which is never read. Choose a file.',
  'file.link-nowhere': 'This link leads to nothing. Put back what it led to, or remove it.',
  'file.path-too-long':
    'The path of this file or folder is too long for this system. Use shorter names for its folders.',
  'file.hidden': 'It is hidden, or was left by an operating system. Name the file itself to have it read.',
  'file.not-image': 'This is no image but a text, a table or the like. Choose DICOM, JPEG and PNG files.',
  'file.too-large': 'The file is larger than 512 MB, which is more than is read at once. Choose a smaller one.',
  'file.unreadable': 'The file could not be read ({{systemCode}}). Check the disk it lies on.',
} as const;
