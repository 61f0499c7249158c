import { codecs, jpegInDicom } from './coded-dicom.ts';
import { dicom } from './dicom.ts';
import { jpeg } from './jpeg.ts';
import type { FuzzedParser } from './parser.ts';
import { png } from './png.ts';

/** Every reader of files and texts from outside. */
export const parsers: readonly FuzzedParser[] = [dicom, jpegInDicom, codecs, jpeg, png];
