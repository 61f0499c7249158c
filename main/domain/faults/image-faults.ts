import type { AgeRange, BodyPart, StatedFact, ViewName } from '../acceptance/acceptance.ts';
import type { NoDetails } from '../messages/coded-message.ts';

/** The name as in the UID dictionary, DICOM PS3.6. */
type Syntax = Readonly<Record<'name' | 'uid', string>>;

/** Faults of an image file. */
export interface ImageFaults {
  'image.empty-file': NoDetails;
  'image.unknown-format': NoDetails;
  'image.no-such-frame': { readonly count: number };
  /** Pixels. */
  'image.too-large': { readonly width: number; readonly height: number };
  /** The budget for opening a file is exceeded. */
  'image.too-many-elements': { readonly most: number };
  'image.nested-too-deep': { readonly most: number };
  'image.inflates-too-far': { readonly megabytes: number };
  'image.took-too-long': { readonly seconds: number };
  'image.needed-too-much-memory': { readonly megabytes: number };
  /** The process that opened it ended twice. */
  'image.stopped-decoder': NoDetails;
  /** Damaged files, by what is wrong with them. */
  /** Counted from 1, the first of the pixels that are not. */
  'image.no-numbers': { readonly count: number; readonly row: number; readonly column: number };
  'image.breaks-off': NoDetails;
  'image.garbled-header': NoDetails;
  'image.no-size': NoDetails;
  'image.contradicting-samples': { readonly samples: number; readonly photometric: string };
  'image.contradicting-bits': { readonly stored: number; readonly allocated: number };
  'image.bad-deflate': NoDetails;
  'image.undecodable': { readonly format: string };
  'image.jpeg-contradicts-header': NoDetails;
  'image.no-palette': NoDetails;
  'image.too-few-pixels': NoDetails;
  'image.too-few-frames': NoDetails;
  'image.cut-pixels': NoDetails;
  'image.garbled-fragments': NoDetails;
  'image.cut-rle-header': NoDetails;
  'image.cut-rle-data': NoDetails;
  'image.rle-segments': { readonly found: number; readonly expected: number };
  'image.rle-outside-file': NoDetails;
  'image.cut-lookup-table': NoDetails;
  /** DICOM files without an image that can be decoded. */
  'dicom.directory': NoDetails;
  'dicom.no-image': NoDetails;
  'dicom.unknown-syntax': { readonly uid: string };
  'dicom.syntax-progressive-jpeg': Syntax;
  'dicom.syntax-video': Syntax;
  'dicom.syntax-referenced': Syntax;
  'dicom.syntax-undecodable': Syntax;
  /** These three stand in casebooks only: what an earlier version could not decode, this one can. */
  'dicom.syntax-jpeg': Syntax;
  'dicom.syntax-jpeg-ls': Syntax;
  'dicom.syntax-jpeg-2000': Syntax;
  /** A form of a compression that the decoder for it lacks. */
  'dicom.unsupported-stream': { readonly format: string };
  'dicom.unsupported-colour-space': { readonly name: string };
  'dicom.unnamed-colour-space': NoDetails;
  'dicom.unsupported-bits': { readonly bits: number };
  'dicom.unsupported-deep-ybr': NoDetails;
  'dicom.unsupported-segmented-palette': NoDetails;
  'dicom.unsupported-422': NoDetails;
  /** A value on which the picture or its lengths depend, in the words of DICOM with its tag. */
  'dicom.value-not-understood': { readonly field: string; readonly value: string };
}

/** Why a model must not score an image. The codes stand in casebooks. */
export interface SuitabilityFaults {
  /** DICOM's code, such as CT. */
  // With what the model accepts.
  'unsuitable.modality': { readonly modality: string; readonly accepted: readonly string[] };
  'unsuitable.body-part': { readonly bodyPart: string; readonly accepted: readonly BodyPart[] };
  'unsuitable.frontal': { readonly accepted: readonly ViewName[] };
  'unsuitable.lateral': { readonly accepted: readonly ViewName[] };
  'unsuitable.oblique': { readonly accepted: readonly ViewName[] };
  'unsuitable.age': { readonly years: number; readonly accepted: AgeRange };
  'unsuitable.sex': { readonly accepted: 'F' | 'M' };
  /** The model scores only where the file says it. */
  'unsuitable.unstated': { readonly fact: StatedFact };
  /** An object of several frames: which of them should count, nobody has said. */
  'unsuitable.frames': { readonly frames: number };
  /** Pixels. */
  'unsuitable.small': { readonly columns: number; readonly rows: number; readonly least: number };
  /** Bits. */
  'unsuitable.shallow': { readonly bits: number; readonly least: number };
  'unsuitable.shape': NoDetails;
  'unsuitable.colour': NoDetails;
  'unsuitable.contrast': NoDetails;
  'unsuitable.drawing': NoDetails;
  'unsuitable.inverted': NoDetails;
  'unsuitable.unlike': NoDetails;
}
