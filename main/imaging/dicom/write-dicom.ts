import { createHash } from 'node:crypto';
import dcmjs, { type NaturalDataset } from 'dcmjs';
import type { Frame } from '../../domain/studies/frame.ts';

const { DicomDict, DicomMetaDictionary } = dcmjs.data;

/** Digital X-Ray Image Storage, For Presentation. */
const digitalXRay = '1.2.840.10008.5.1.4.1.1.1.1';
const explicitLittleEndian = '1.2.840.10008.1.2.1';

export interface DicomOptions {
  /** In DICOM form, Family^Given. */
  readonly patientName?: string;
  readonly patientId?: string;
  /** YYYY-MM-DD. */
  readonly patientBirthDate?: string;
  readonly patientSex?: 'M' | 'F' | 'O';
  readonly accessionNumber?: string;
  readonly studyDescription?: string;
  /** YYYY-MM-DD. */
  readonly studyDate?: string;
  /** MONOCHROME1 stores the pixels inverted and looks the same. */
  readonly photometric?: 'MONOCHROME1' | 'MONOCHROME2';
}

/**
 * A synthetic greyscale frame of up to 16 unsigned bits as a DX file (Part 10, Explicit VR Little Endian), marked as
 * the image of a phantom by Quality Control Image. The same input gives the same bytes and UIDs.
 */
export function writeDicom(frame: Frame, options: DicomOptions = {}): Uint8Array {
  const pixels = storedPixels(frame, options);
  const uid = uidsFrom(pixels, options);
  const file = new DicomDict(
    DicomMetaDictionary.denaturalizeDataset({
      FileMetaInformationVersion: [new Uint8Array([0, 1]).buffer],
      MediaStorageSOPClassUID: digitalXRay,
      MediaStorageSOPInstanceUID: uid('instance'),
      TransferSyntaxUID: explicitLittleEndian,
      ImplementationClassUID: uidOf('overread'),
      ImplementationVersionName: 'OVERREAD',
    }),
  );
  file.dict = DicomMetaDictionary.denaturalizeDataset({
    ...identity(options, uid),
    ...acquisition(frame),
    ...picture(frame, options),
    PixelData: [pixels.slice().buffer],
    _vrMap: { PixelData: 'OW' },
  });
  return new Uint8Array(file.write());
}

/** Patient, study, series and equipment. */
function identity(options: DicomOptions, uid: (level: string) => string): NaturalDataset {
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: digitalXRay,
    SOPInstanceUID: uid('instance'),
    StudyInstanceUID: uid('study'),
    SeriesInstanceUID: uid('series'),
    PatientName: options.patientName ?? 'Phantom^Synthetic',
    PatientID: options.patientId ?? '',
    PatientBirthDate: (options.patientBirthDate ?? '').replaceAll('-', ''),
    PatientSex: options.patientSex ?? '',
    StudyDate: (options.studyDate ?? '').replaceAll('-', ''),
    StudyTime: '',
    StudyID: '1',
    StudyDescription: options.studyDescription ?? 'Synthetic chest radiograph',
    AccessionNumber: options.accessionNumber ?? '',
    ReferringPhysicianName: '',
    SeriesNumber: '1',
    SeriesDescription: 'Synthetic chest radiograph',
    InstanceNumber: '1',
    Manufacturer: 'Overread phantom',
    ManufacturerModelName: 'Radiograph simulator',
  };
}

/** The attributes that a detector would write of the exposure. */
function acquisition({ viewPosition, patientOrientation, spacing }: Frame): NaturalDataset {
  return {
    Modality: 'DX',
    PresentationIntentType: 'FOR PRESENTATION',
    ImageType: ['DERIVED', 'PRIMARY'],
    DerivationDescription: 'Computed by a simulator, not acquired from a patient',
    ImageComments: 'SYNTHETIC PHANTOM, NOT A PATIENT',
    QualityControlImage: 'YES',
    BodyPartExamined: 'CHEST',
    ImageLaterality: 'U',
    AnatomicRegionSequence: [code('51185008', 'Chest')],
    ViewPosition: viewPosition ?? '',
    ViewCodeSequence: [
      viewPosition === 'PA' ? code('272479007', 'postero-anterior') : code('399348003', 'antero-posterior'),
    ],
    PatientOrientation: [...(patientOrientation ?? ['L', 'F'])],
    DetectorType: 'DIRECT',
    AcquisitionContextSequence: [],
    ...(spacing && { ImagerPixelSpacing: [spacing.rowMm, spacing.columnMm].map(String) }),
  };
}

function code(value: string, meaning: string): NaturalDataset {
  return { CodeValue: value, CodingSchemeDesignator: 'SCT', CodeMeaning: meaning };
}

function picture(frame: Frame, options: DicomOptions): NaturalDataset {
  const isInverted = options.photometric === 'MONOCHROME1';
  const { voi } = frame;
  // Inverted values v′ = max − v; LINEAR is asymmetric by one, PS3.3 C.11.2.1.2.
  const center = voi && (isInverted ? highest(frame) - voi.center + (voi.function === 'LINEAR' ? 1 : 0) : voi.center);
  return {
    Rows: frame.rows,
    Columns: frame.columns,
    SamplesPerPixel: 1,
    PhotometricInterpretation: isInverted ? 'MONOCHROME1' : 'MONOCHROME2',
    BitsAllocated: 16,
    BitsStored: frame.bitsStored,
    HighBit: frame.bitsStored - 1,
    PixelRepresentation: 0,
    PixelIntensityRelationship: 'LOG',
    PixelIntensityRelationshipSign: isInverted ? 1 : -1,
    RescaleIntercept: '0',
    RescaleSlope: '1',
    RescaleType: 'US',
    PresentationLUTShape: isInverted ? 'INVERSE' : 'IDENTITY',
    BurnedInAnnotation: 'NO',
    LossyImageCompression: '00',
    ...(voi && { WindowCenter: String(center), WindowWidth: String(voi.width), VOILUTFunction: voi.function }),
  };
}

function highest({ bitsStored }: Frame): number {
  return 2 ** bitsStored - 1;
}

function storedPixels(frame: Frame, { photometric }: DicomOptions): Uint8Array {
  const words = Uint16Array.from(frame.pixels);
  if (photometric === 'MONOCHROME1') for (let i = 0; i < words.length; i++) words[i] = highest(frame) - words[i]!;
  return new Uint8Array(words.buffer);
}

/** UIDs of study, series and instance: the same for the same pixels and names. */
function uidsFrom(pixels: Uint8Array, options: DicomOptions): (level: string) => string {
  const key = createHash('sha256').update(pixels).update(JSON.stringify(options)).digest('hex');
  return (level) => uidOf(`${level}/${key}`);
}

/** A UUID-derived UID, PS3.5 B.2: 2.25 and 128 bits as a decimal number. */
function uidOf(text: string): string {
  return `2.25.${BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 32)}`)}`;
}
