/** The patient, study, series and instance of a file, as it states them. JSON-safe. */

/** A DICOM date and time: as the file has them, and read. */
export interface Moment {
  /** YYYY-MM-DD; null when the file has none, or no valid one. */
  readonly date: string | null;
  /** HH:MM, HH:MM:SS or HH:MM:SS.FFFFFF, in the time zone of the file. */
  readonly time: string | null;
  readonly rawDate: string | null;
  readonly rawTime: string | null;
}

/** Fields that tell two issuers of Patient IDs apart besides their name, (0010,0024), PS3.3 10.15. */
export interface IssuerQualifiers {
  readonly universalEntityId: string | null;
  readonly universalEntityIdType: string | null;
  /** Code values of the jurisdiction, facility and agency that assigned the ID. */
  readonly jurisdiction: string | null;
  readonly facility: string | null;
  readonly agency: string | null;
}

/** Who the patient is, as one file states it. */
export interface StatedPatient {
  /** Person Name (0010,0010) with all components and groups. */
  readonly patientName: string | null;
  readonly patientId: string | null;
  /** Issuer of Patient ID (0010,0021). */
  readonly patientIdIssuer: string | null;
  readonly patientIdQualifiers: IssuerQualifiers | null;
  /** YYYY-MM-DD */
  readonly patientBirthDate: string | null;
  readonly patientSex: string | null;
  /** Specific Character Set (0008,0005) of the file that the name was read from. */
  readonly characterSets: readonly string[];
}

/** How the image was made. Null where the file does not say. */
export interface Acquisition {
  readonly manufacturer: string | null;
  readonly manufacturerModel: string | null;
  readonly institution: string | null;
  readonly station: string | null;
  /** Image Type (0008,0008): ORIGINAL or DERIVED, PRIMARY or SECONDARY, and more. */
  readonly imageType: readonly string[];
  /** FOR PRESENTATION or FOR PROCESSING. */
  readonly presentationIntent: string | null;
  readonly derivation: string | null;
  readonly patientPosition: string | null;
  readonly tubeVoltageKv: number | null;
  readonly tubeCurrentMa: number | null;
  readonly exposureTimeMs: number | null;
  readonly exposureMas: number | null;
  readonly exposureIndex: number | null;
  readonly targetExposureIndex: number | null;
  readonly deviationIndex: number | null;
  readonly relativeExposure: number | null;
  readonly grid: string | null;
  readonly sourceToDetectorMm: number | null;
  readonly sourceToPatientMm: number | null;
  /** Estimated Radiographic Magnification Factor: Imager Pixel Spacing divided by it is the spacing in the patient. */
  readonly magnification: number | null;
  readonly hasBurnedInAnnotation: boolean | null;
}

/** All null, or empty, for JPEG and PNG. */
export interface ImageHeader extends StatedPatient {
  /** Patient's Age (0010,1010) as the file has it, such as 018M. */
  readonly patientAge: string | null;
  readonly studyInstanceUid: string | null;
  /** Study ID (0020,0010), the department's own name of the study. */
  readonly studyId: string | null;
  readonly accessionNumber: string | null;
  readonly studyDescription: string | null;
  readonly studyMoment: Moment;
  readonly seriesInstanceUid: string | null;
  readonly seriesNumber: number | null;
  readonly seriesDescription: string | null;
  /**
   * Acquisition Device Processing Description (0018,1400), Protocol Name (0018,1030) and Performed Procedure Step
   * Description (0040,0254): those that are stated.
   */
  readonly protocols: readonly string[];
  readonly seriesMoment: Moment;
  readonly modality: string | null;
  readonly bodyPart: string | null;
  readonly seriesLaterality: string | null;
  readonly frameOfReferenceUid: string | null;
  readonly sopInstanceUid: string | null;
  readonly sopClassUid: string | null;
  readonly instanceNumber: number | null;
  readonly acquisitionMoment: Moment;
  readonly contentMoment: Moment;
  /** Offset of all times from UTC (0008,0201), such as +0100. */
  readonly timezoneOffset: string | null;
  readonly imageLaterality: string | null;
  readonly viewPosition: string | null;
  /** The first item of View Code Sequence (0054,0220). */
  readonly viewCode: { readonly value: string | null; readonly meaning: string | null } | null;
  readonly acquisition: Acquisition;
  /** A picture of a phantom, not of a person: Quality Control Image (0028,0300). */
  readonly isSynthetic: boolean;
}

export const unstatedMoment: Moment = { date: null, time: null, rawDate: null, rawTime: null };

export const unstatedAcquisition: Acquisition = {
  manufacturer: null,
  manufacturerModel: null,
  institution: null,
  station: null,
  imageType: [],
  presentationIntent: null,
  derivation: null,
  patientPosition: null,
  tubeVoltageKv: null,
  tubeCurrentMa: null,
  exposureTimeMs: null,
  exposureMas: null,
  exposureIndex: null,
  targetExposureIndex: null,
  deviationIndex: null,
  relativeExposure: null,
  grid: null,
  sourceToDetectorMm: null,
  sourceToPatientMm: null,
  magnification: null,
  hasBurnedInAnnotation: null,
};

/** The header of a file that states nothing. */
export const emptyHeader: ImageHeader = {
  patientName: null,
  patientId: null,
  patientIdIssuer: null,
  patientIdQualifiers: null,
  patientBirthDate: null,
  patientSex: null,
  characterSets: [],
  patientAge: null,
  studyInstanceUid: null,
  studyId: null,
  accessionNumber: null,
  studyDescription: null,
  studyMoment: unstatedMoment,
  seriesInstanceUid: null,
  seriesNumber: null,
  seriesDescription: null,
  protocols: [],
  seriesMoment: unstatedMoment,
  modality: null,
  bodyPart: null,
  seriesLaterality: null,
  frameOfReferenceUid: null,
  sopInstanceUid: null,
  sopClassUid: null,
  instanceNumber: null,
  acquisitionMoment: unstatedMoment,
  contentMoment: unstatedMoment,
  timezoneOffset: null,
  imageLaterality: null,
  viewPosition: null,
  viewCode: null,
  acquisition: unstatedAcquisition,
  isSynthetic: false,
};
