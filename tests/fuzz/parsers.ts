import { dicomdir } from './discs/dicomdir.ts';
import { zip } from './discs/zip.ts';
import { codecs, jpegInDicom } from './images/coded-dicom.ts';
import { dicom } from './images/dicom.ts';
import { jpeg } from './images/jpeg.ts';
import { png } from './images/png.ts';
import type { FuzzedParser } from './parser.ts';
import { contractInputs } from './texts/contract-inputs.ts';
import { csv } from './texts/csv.ts';
import { modelCard } from './texts/model-card.ts';
import { hdf5 } from './weights/hdf5.ts';
import { onnx } from './weights/onnx.ts';
import { pickle } from './weights/pickle.ts';
import { safetensors } from './weights/safetensors.ts';

/** Every reader of files and texts from outside. */
export const parsers: readonly FuzzedParser[] = [
  dicom,
  jpegInDicom,
  codecs,
  jpeg,
  png,
  zip,
  dicomdir,
  safetensors,
  pickle,
  onnx,
  hdf5,
  csv,
  modelCard,
  contractInputs,
];
