const damaged = (what: string): string => `The file is damaged or incomplete: ${what}. Ask for a fresh copy of it.`;

const beyond = (what: string): string =>
  `The file ${what}, which is more than Overread allows for one file. Leave it out, or ask for a fresh copy of it.`;

const unsupported = (what: string): string =>
  `The image uses ${what}, which Overread can't read. Convert it to 8- or 16-bit greyscale first.`;

const undecoded = (advice: string): string =>
  `Overread can't decode the file's transfer syntax, {{name}} ({{uid}}). ${advice}`;

const decodedSince =
  "An earlier version of Overread couldn't decode the file's transfer syntax, {{name}} ({{uid}}). This one can. Open the file again.";

export const imageFaults = {
  'image.empty-file': 'The file is empty. Choose a radiograph as a DICOM, JPEG or PNG image.',
  'image.unknown-format': 'The file is not a DICOM, JPEG or PNG image. Choose a radiograph in one of these formats.',
  'image.no-such-frame': 'The image has {{count}} frames. Choose one of them.',
  'image.no-such-frame_one': 'The image has one frame. Choose that one.',
  'image.too-large': 'The image has {{width}} × {{height}} pixels, more than any radiograph. Choose a smaller one.',
  'image.too-many-elements': beyond('has more than {{most}} elements'),
  'image.nested-too-deep': beyond('nests its sequences more than {{most}} deep'),
  'image.inflates-too-far': beyond('unpacks to more than {{megabytes}} MB'),
  'image.took-too-long': beyond('took longer than {{seconds}} s to open'),
  'image.needed-too-much-memory': beyond('needed more than {{megabytes}} MB of memory to open'),
  'image.stopped-decoder':
    'The program that opens images stopped twice while it opened this file. Leave the file out, or ask for a fresh copy of it.',
  'image.no-numbers':
    '{{count}} of the image’s pixels are no numbers (NaN, infinite or too large), the first of them in row {{row}}, column {{column}}. Export the image again without them.',
  'image.no-numbers_one':
    'One of the image’s pixels is no number (NaN, infinite or too large), in row {{row}}, column {{column}}. Export the image again without it.',
  'image.breaks-off': damaged('its contents break off'),
  'image.garbled-header': damaged('it breaks off or is garbled before the image'),
  'image.no-size': damaged('its header gives no image size'),
  'image.contradicting-samples': damaged(
    'its header contradicts itself ({{samples}} samples a pixel, {{photometric}})',
  ),
  'image.contradicting-bits': damaged('its header contradicts itself ({{stored}} bits stored in {{allocated}})'),
  'image.bad-deflate': damaged("its deflated data can't be unpacked"),
  'image.undecodable': damaged("its {{format}} data can't be decoded"),
  'image.jpeg-contradicts-header': damaged('its JPEG image is not the one that its header describes'),
  'image.no-palette': damaged('its colour palette is missing'),
  'image.too-few-pixels': damaged('it holds fewer pixels than its header promises'),
  'image.too-few-frames': damaged('it holds fewer frames than its header promises'),
  'image.cut-pixels': damaged('its image breaks off'),
  'image.garbled-fragments': damaged('the parts of its image are garbled'),
  'image.cut-rle-header': damaged('its RLE header is cut off'),
  'image.cut-rle-data': damaged('its RLE data end too early'),
  'image.rle-segments': damaged('it has {{found}} RLE segments instead of {{expected}}'),
  'image.rle-outside-file': damaged('its RLE segments lie outside the file'),
  'image.cut-lookup-table': damaged('one of its look-up tables is cut off'),
  'dicom.directory': 'The file is a DICOMDIR, the index of a disc. Open the folder around it to get its images.',
  'dicom.no-image':
    'The DICOM file holds no image (a report, a plan or the like). Choose the file with the radiograph.',
  'dicom.unknown-syntax':
    "Overread does not know the file's transfer syntax ({{uid}}). Ask for a copy in Explicit VR Little Endian.",
  'dicom.syntax-progressive-jpeg': undecoded('Decompress the file first, for example with dcmdjpeg.'),
  'dicom.syntax-video': undecoded('It holds a video or a sound. Ask for its pictures as single images.'),
  'dicom.syntax-referenced': undecoded(
    'The image itself is on a server, not in the file. Ask for a copy that holds it.',
  ),
  'dicom.syntax-undecodable': undecoded('Ask for a copy in Explicit VR Little Endian.'),
  'dicom.syntax-jpeg': decodedSince,
  'dicom.syntax-jpeg-ls': decodedSince,
  'dicom.syntax-jpeg-2000': decodedSince,
  'dicom.unsupported-stream':
    "The image uses a rare form of {{format}} that Overread can't decode. Ask for a copy in Explicit VR Little Endian.",
  'dicom.unsupported-colour-space': unsupported('the colour space {{name}}'),
  'dicom.unnamed-colour-space': unsupported('a colour space without a name'),
  'dicom.unsupported-bits': unsupported('{{bits}} bits a sample'),
  'dicom.unsupported-deep-ybr': unsupported('YBR colour of more than 8 bits'),
  'dicom.unsupported-segmented-palette': unsupported('a segmented colour palette'),
  'dicom.unsupported-422': unsupported('an odd kind of 4:2:2 colour'),
  'dicom.value-not-understood':
    "The file states {{field}} as “{{value}}”, which Overread doesn't understand and must not pass over. Ask for a copy that states it properly.",
  'unsuitable.modality': 'Not scored: this is {{modality, modality}}; the model reads {{accepted, modalities}} only.',
  'unsuitable.body-part': 'Not scored: the body part is {{bodyPart}}; the model reads {{accepted, bodyParts}} only.',
  'unsuitable.frontal': 'Not scored: this is a frontal view; the model reads {{accepted, views}} views only.',
  'unsuitable.lateral': 'Not scored: this is a lateral view; the model reads {{accepted, views}} views only.',
  'unsuitable.oblique': 'Not scored: this is an oblique view; the model reads {{accepted, views}} views only.',
  'unsuitable.age': 'Not scored: the patient was {{years, age}} old; the model is made for {{accepted, ages}}.',
  'unsuitable.sex': 'Not scored: the model is made for {{accepted, sex}} patients only.',
  'unsuitable.unstated':
    'Not scored: the file does not state the {{fact, fact}}, and this model scores only where it is known. Add it to the file, or score the image with another model.',
  'unsuitable.frames':
    'Not scored: the file holds {{frames}} frames, and a model reads single radiographs. Open it and choose the frame to be scored.',
  'unsuitable.small':
    'Not scored: the image has only {{columns}} × {{rows}} pixels; the model needs at least {{least}} a side.',
  'unsuitable.shallow': 'Not scored: the image has only {{bits}} bits a pixel; the model needs at least {{least}}.',
  'unsuitable.shape': 'Not scored: the image is a narrow strip; the model needs the whole radiograph.',
  'unsuitable.colour': 'Not scored: the image is in colour; a radiograph is grey. Choose the original image.',
  'unsuitable.contrast': 'Not scored: the image shows next to nothing; it has no contrast. Choose another image.',
  'unsuitable.drawing':
    'Not scored: the image is almost only black and white, like a drawing or a page of text. Choose a radiograph.',
  'unsuitable.inverted':
    'Not scored: the image looks inverted, bones dark on a bright ground. Export it the usual way round.',
  'unsuitable.unlike': 'Not scored: the image does not look like a frontal chest radiograph. Choose another image.',
} as const;
