export const archiveFaults = {
  'archive.damaged': 'This ZIP file is damaged or cut off, so that its list of files can’t be read. Fetch it again.',
  'archive.too-large':
    'This ZIP file unpacks to far more than images do, and was left alone. Choose the folder that you unpack it to, if you trust it.',
  'archive.encrypted':
    'This file is encrypted inside its ZIP file. Choose the folder that the ZIP file is unpacked to with its password.',
  'archive.nested': 'This is a ZIP file inside a ZIP file, which is not opened. Take it out, and choose it alone.',
  'archive.unknown-method':
    'This file is packed in its ZIP file by a method that is not read here. Choose the folder that the ZIP file is unpacked to.',
  'archive.entry-damaged': 'This file is damaged inside its ZIP file. Fetch the ZIP file again.',
  'disc.index-damaged':
    'The index of this disc (DICOMDIR) can’t be read, so that the folder was searched instead. Check that all images are there.',
  'disc.file-missing':
    'The index of this disc (DICOMDIR) names this file, but it is not there. Check the disc or the copy.',
  'disc.not-in-index':
    'It is no DICOM file, and the index of this disc (DICOMDIR) does not name it. Name the file itself to have it read.',
} as const;
