import type { DataSet } from 'dicom-parser';
import type { Acquisition, ImageHeader, IssuerQualifiers, StatedPatient } from '../../domain/studies/image-header.ts';
import { bytesOf, firstString, itemOf, strings } from './data-set/data-set.ts';
import { firstNumber } from './data-set/numbers.ts';
import { parseDate, readMoment, splitDateTime } from './data-set/read-moment.ts';
import { tag } from './data-set/tags.ts';
import { decodeText, type TextVr } from './data-set/text.ts';

type Text = (name: string, vr?: TextVr) => string | null;

const protocolTags = [
  tag.AcquisitionDeviceProcessingDescription,
  tag.ProtocolName,
  tag.PerformedProcedureStepDescription,
];

/** Patient, study, series and instance as the file states them. */
export function readHeader(dataSet: DataSet): ImageHeader {
  const characterSets = characterSetsOf(dataSet);
  const text: Text = (name, vr) => readText(dataSet, name, characterSets, vr);
  const code = (name: string): string | null => firstString(dataSet, name);
  return {
    ...readPatient(dataSet, text, characterSets),
    patientAge: code(tag.PatientAge),
    studyInstanceUid: code(tag.StudyInstanceUID),
    studyId: text(tag.StudyID),
    accessionNumber: text(tag.AccessionNumber),
    studyDescription: text(tag.StudyDescription),
    studyMoment: readMoment(code(tag.StudyDate), code(tag.StudyTime)),
    seriesInstanceUid: code(tag.SeriesInstanceUID),
    seriesNumber: integer(dataSet, tag.SeriesNumber),
    seriesDescription: text(tag.SeriesDescription),
    protocols: protocolTags.flatMap((name) => text(name) ?? []),
    seriesMoment: readMoment(code(tag.SeriesDate), code(tag.SeriesTime)),
    modality: code(tag.Modality),
    bodyPart: code(tag.BodyPartExamined),
    seriesLaterality: code(tag.Laterality),
    frameOfReferenceUid: code(tag.FrameOfReferenceUID),
    sopInstanceUid: code(tag.SOPInstanceUID),
    sopClassUid: code(tag.SOPClassUID),
    instanceNumber: integer(dataSet, tag.InstanceNumber),
    acquisitionMoment: readAcquisitionMoment(code),
    contentMoment: readMoment(code(tag.ContentDate), code(tag.ContentTime)),
    timezoneOffset: code(tag.TimezoneOffsetFromUTC),
    imageLaterality: code(tag.ImageLaterality),
    viewPosition: code(tag.ViewPosition),
    viewCode: readViewCode(itemOf(dataSet, tag.ViewCodeSequence), characterSets),
    acquisition: readAcquisition(dataSet, text),
    isSynthetic: code(tag.QualityControlImage) === 'YES',
  };
}

/** Specific Character Set (0008,0005), an empty first term included: it stands for ASCII. */
export function characterSetsOf(dataSet: DataSet): string[] {
  return dataSet.elements[tag.SpecificCharacterSet] === undefined ? [] : strings(dataSet, tag.SpecificCharacterSet);
}

export function readText(dataSet: DataSet, name: string, characterSets: readonly string[], vr?: TextVr): string | null {
  return decodeText(bytesOf(dataSet, name) ?? new Uint8Array(), characterSets, vr) || null;
}

function readPatient(dataSet: DataSet, text: Text, characterSets: readonly string[]): StatedPatient {
  return {
    patientName: text(tag.PatientName, 'PN'),
    patientId: text(tag.PatientID),
    patientIdIssuer: text(tag.IssuerOfPatientID),
    patientIdQualifiers: readQualifiers(itemOf(dataSet, tag.IssuerOfPatientIDQualifiersSequence), characterSets),
    patientBirthDate: parseDate(firstString(dataSet, tag.PatientBirthDate)),
    patientSex: firstString(dataSet, tag.PatientSex),
    characterSets,
  };
}

function readQualifiers(item: DataSet | undefined, characterSets: readonly string[]): IssuerQualifiers | null {
  if (item === undefined) return null;
  const codeOf = (sequence: string): string | null => {
    const code = itemOf(item, sequence);
    return code === undefined ? null : readText(code, tag.CodeValue, characterSets, 'SH');
  };
  // The facility is an HL7 designator (HD) of its own, the jurisdiction and the agency are codes: PS3.3 10.15.
  const facility = itemOf(item, tag.AssigningFacilitySequence);
  const qualifiers = {
    universalEntityId: readText(item, tag.UniversalEntityID, characterSets),
    universalEntityIdType: firstString(item, tag.UniversalEntityIDType),
    jurisdiction: codeOf(tag.AssigningJurisdictionCodeSequence),
    facility: facility === undefined ? null : designator(facility, characterSets),
    agency: codeOf(tag.AssigningAgencyOrDepartmentCodeSequence),
  };
  return Object.values(qualifiers).some((value) => value !== null) ? qualifiers : null;
}

function designator(item: DataSet, characterSets: readonly string[]): string | null {
  return (
    readText(item, tag.LocalNamespaceEntityID, characterSets) ?? readText(item, tag.UniversalEntityID, characterSets)
  );
}

function readViewCode(item: DataSet | undefined, characterSets: readonly string[]): ImageHeader['viewCode'] {
  if (item === undefined) return null;
  const meaning = readText(item, tag.CodeMeaning, characterSets);
  return { value: readText(item, tag.CodeValue, characterSets, 'SH'), meaning };
}

function readAcquisitionMoment(code: (name: string) => string | null): ImageHeader['acquisitionMoment'] {
  const whole = splitDateTime(code(tag.AcquisitionDateTime));
  return readMoment(code(tag.AcquisitionDate) ?? whole.date, code(tag.AcquisitionTime) ?? whole.time);
}

function readAcquisition(dataSet: DataSet, text: Text): Acquisition {
  const code = (name: string): string | null => firstString(dataSet, name);
  const number = (name: string): number | null => firstNumber(dataSet, name);
  const burnedIn = code(tag.BurnedInAnnotation);
  const microampereSeconds = number(tag.ExposureInuAs);
  return {
    manufacturer: text(tag.Manufacturer),
    manufacturerModel: text(tag.ManufacturerModelName),
    institution: text(tag.InstitutionName),
    station: text(tag.StationName),
    imageType: strings(dataSet, tag.ImageType).filter((part) => part !== ''),
    presentationIntent: code(tag.PresentationIntentType),
    derivation: text(tag.DerivationDescription, 'ST'),
    patientPosition: code(tag.PatientPosition),
    tubeVoltageKv: number(tag.KVP),
    tubeCurrentMa: number(tag.XRayTubeCurrent),
    exposureTimeMs: number(tag.ExposureTime),
    exposureMas: number(tag.Exposure) ?? (microampereSeconds === null ? null : microampereSeconds / 1000),
    exposureIndex: number(tag.ExposureIndex),
    targetExposureIndex: number(tag.TargetExposureIndex),
    deviationIndex: number(tag.DeviationIndex),
    relativeExposure: number(tag.RelativeXRayExposure),
    grid: code(tag.Grid),
    sourceToDetectorMm: number(tag.DistanceSourceToDetector),
    sourceToPatientMm: number(tag.DistanceSourceToPatient),
    magnification: number(tag.EstimatedRadiographicMagnificationFactor),
    hasBurnedInAnnotation: burnedIn === null ? null : burnedIn === 'YES',
  };
}

function integer(dataSet: DataSet, name: string): number | null {
  const value = firstNumber(dataSet, name);
  return value !== null && Number.isSafeInteger(value) ? value : null;
}
