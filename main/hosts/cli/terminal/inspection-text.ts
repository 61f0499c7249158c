/** An inspected file as lines for a person: a name, and what the file says. */
import type { FrameMetadata, LookupTableDescription, NamedWindow, Overlay } from '../../../domain/studies/frame.ts';
import type { ImageHeader, Moment } from '../../../domain/studies/image-header.ts';
import type { InspectedFrame, InspectedImage } from '../../../domain/studies/inspection.ts';
import type { InspectedFile } from '../../../services/decoding/decoder.ts';
import { sentenceOf } from './messages.ts';

type Line = readonly [name: string, value: string | number | null | undefined];

/** Frames that are named one by one; JSON has all of them. */
const mostFrames = 10;

/** Leaves out what the file does not say. */
export function describeInspection(path: string, file: InspectedFile): string {
  const { image, fault } = file;
  return [
    ...section('File', [
      ['path', path],
      ['format', file.format],
      ['bytes', file.sizeBytes],
      ['SHA-256', file.fileSha256],
      ['transfer syntax', file.transferSyntax && both(file.transferSyntax.name, file.transferSyntax.uid)],
    ]),
    ...sectionsOfHeader(file.header),
    ...(image?.metadata ? sectionsOfFrame(image.metadata) : []),
    ...(image ? section('Stored values', linesOfValues(image)) : []),
    ...section('Remarks', [
      ['not decoded', fault && sentenceOf(fault)],
      ['models', image?.refusal && sentenceOf(image.refusal)],
      [
        'burned-in text',
        file.header.acquisition.hasBurnedInAnnotation === true ? 'the file says that there is some' : null,
      ],
      ['phantom', file.header.isSynthetic ? 'no person: a quality control image' : null],
      ['lossy', image?.metadata?.isLossy === true ? 'the pixels have lost detail by compression' : null],
    ]),
  ].join('\n');
}

function section(title: string, lines: readonly Line[]): string[] {
  const said = lines.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return said.length === 0 ? [] : [title, ...said.map(([name, value]) => `  ${name.padEnd(22)} ${oneLine(value!)}`)];
}

/** A header may hold anything, also what would steer a terminal. */
const oneLine = (value: string | number): string => String(value).replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');

const both = (name: string | null, detail: string | null): string | null =>
  name === null || detail === null ? (name ?? detail) : `${name} (${detail})`;

/** As read, else as the file has it. */
function moment({ date, time, rawDate, rawTime }: Moment): string | null {
  const read = [date, time].filter((part) => part !== null).join(' ');
  if (read !== '') return read;
  const raw = [rawDate, rawTime].filter((part) => part !== null).join(' ');
  return raw === '' ? null : `${raw} (no valid date)`;
}

function sectionsOfHeader(header: ImageHeader): string[] {
  const { acquisition } = header;
  const unit = (value: number | null, name: string): string | null => (value === null ? null : `${value} ${name}`);
  return [
    ...section('Patient', [
      ['name', header.patientName],
      ['ID', both(header.patientId, header.patientIdIssuer)],
      ['birth date', header.patientBirthDate],
      ['sex', header.patientSex],
    ]),
    ...section('Study', [
      ['description', header.studyDescription],
      ['date', moment(header.studyMoment)],
      ['study ID', header.studyId],
      ['accession number', header.accessionNumber],
      ['instance UID', header.studyInstanceUid],
    ]),
    ...section('Series', [
      ['modality', header.modality],
      ['description', header.seriesDescription],
      ['number', header.seriesNumber],
      ['body part', header.bodyPart],
      ['laterality', header.seriesLaterality],
      ['date', moment(header.seriesMoment)],
      ['instance UID', header.seriesInstanceUid],
      ['frame of reference', header.frameOfReferenceUid],
    ]),
    ...section('Instance', [
      ['number', header.instanceNumber],
      ['view position', header.viewPosition],
      ['view', header.viewCode && both(header.viewCode.meaning, header.viewCode.value)],
      ['laterality', header.imageLaterality],
      ['acquired', moment(header.acquisitionMoment)],
      ['SOP class UID', header.sopClassUid],
      ['SOP instance UID', header.sopInstanceUid],
    ]),
    ...section('Acquisition', [
      ['device', [acquisition.manufacturer, acquisition.manufacturerModel].filter(Boolean).join(' ')],
      ['institution', acquisition.institution],
      ['image type', acquisition.imageType.join(', ')],
      ['presentation', acquisition.presentationIntent],
      ['derivation', acquisition.derivation],
      ['tube voltage', unit(acquisition.tubeVoltageKv, 'kV')],
      ['exposure', unit(acquisition.exposureMas, 'mAs')],
      ['exposure index', acquisition.exposureIndex],
    ]),
  ];
}

function sectionsOfFrame(frame: FrameMetadata): string[] {
  const { spacing, lossy, rescale, modalityLut } = frame;
  return [
    ...section('First frame', [
      ['size', `${frame.columns} × ${frame.rows}`],
      ['pixels', `${frame.photometric}, ${frame.bitsStored} bits stored`],
      ['rescale', rescale.slope === 1 && rescale.intercept === 0 ? null : `× ${rescale.slope} + ${rescale.intercept}`],
      ['units', frame.rescaleType],
      ['modality LUT', modalityLut && both(table(modalityLut), modalityLut.type)],
      ...frame.windows.map((window, index): Line => [`window ${index + 1}`, describeWindow(window)]),
      ...frame.voiLuts.map((lut, index): Line => [`VOI LUT ${index + 1}`, both(table(lut), lut.explanation)]),
      ['presentation LUT', frame.presentationLutShape],
      [
        'spacing',
        spacing &&
          `${spacing.rowMm} × ${spacing.columnMm} mm from ${spacing.source}${spacing.calibration === null ? '' : `, calibrated ${spacing.calibration}`}`,
      ],
      ['patient orientation', frame.patientOrientation?.join(' \\ ')],
      ['image orientation', frame.imageOrientation?.join(' \\ ')],
      ['image position', frame.imagePosition?.join(' \\ ')],
      ['padding', frame.pixelPadding],
      [
        'lossy compression',
        lossy.flag && [lossy.flag, ...lossy.methods, ...lossy.ratios.map((ratio) => `${ratio} : 1`)].join(', '),
      ],
      ...frame.overlays.map((overlay): Line => [`overlay ${overlay.group.toString(16)}`, describeOverlay(overlay)]),
    ]),
  ];
}

const describeWindow = ({ center, width, function: kind, explanation }: NamedWindow): string =>
  `center ${center}, width ${width}, ${kind}${explanation === null ? '' : `, ${explanation}`}`;

const table = ({ entries, firstValue, bits }: LookupTableDescription): string =>
  `${entries} entries from ${firstValue}, ${bits} bits`;

function describeOverlay({ columns, rows, originColumn, originRow, type, label, description, bits }: Overlay): string {
  const place = bits.location === 'pixel data' ? `in bit ${bits.bit} of the pixels` : null;
  return [`${columns} × ${rows} at ${originColumn}, ${originRow}`, type, label, description, place]
    .filter((part) => part !== null)
    .join(', ');
}

function linesOfValues({ frames, bitsAllocated, valuesSha256 }: InspectedImage): readonly Line[] {
  return [
    ['frames', frames.length],
    ['bits allocated', bitsAllocated],
    ['SHA-256 of all', valuesSha256],
    ...frames.slice(0, mostFrames).map((frame, index): Line => [`frame ${index + 1}`, describeFrame(frame)]),
    ['further frames', frames.length > mostFrames ? `${frames.length - mostFrames}: see --json` : null],
  ];
}

const describeFrame = ({ columns, rows, samplesPerPixel, sha256, fault }: InspectedFrame): string =>
  `${columns} × ${rows} × ${samplesPerPixel}, ${fault === null ? sha256 : sentenceOf(fault)}`;
