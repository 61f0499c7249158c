/** DICOM's codes of modalities, in words with their article. */
export const modalityNames: Readonly<Record<string, string>> = {
  CT: 'a CT image',
  MR: 'an MR image',
  US: 'an ultrasound image',
  MG: 'a mammogram',
  NM: 'a nuclear medicine image',
  PT: 'a PET image',
  XA: 'an angiogram',
  RF: 'a fluoroscopy image',
  IO: 'a dental radiograph',
  PX: 'a dental radiograph',
};
