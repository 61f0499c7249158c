import type { DataSet } from 'dicom-parser';
import type { ImageHeader } from '../image-file/image-file.ts';
import { bytesOf, firstString, strings } from './data-set.ts';
import { decodeText } from './text.ts';

export function readHeader(dataSet: DataSet): ImageHeader {
  const characterSets = strings(dataSet, 'x00080005');
  const text = (name: string): string | null =>
    decodeText(bytesOf(dataSet, name) ?? new Uint8Array(), characterSets) || null;
  const code = (name: string): string | null => firstString(dataSet, name);
  return {
    patientName: readableName(text('x00100010')),
    patientId: text('x00100020'),
    patientBirthDate: date(code('x00100030')),
    patientSex: code('x00100040'),
    accessionNumber: text('x00080050'),
    studyInstanceUid: code('x0020000d'),
    studyDescription: text('x00081030'),
    studyDate: date(code('x00080020')),
    seriesInstanceUid: code('x0020000e'),
    seriesDescription: text('x0008103e'),
    sopInstanceUid: code('x00080018'),
    modality: code('x00080060'),
    bodyPart: code('x00180015'),
    viewPosition: code('x00185101'),
    isSynthetic: code('x00280300') === 'YES',
  };
}

/** "Family^Given^Middle^Prefix^Suffix=ideographic=phonetic" → "Family, Given Middle, Suffix" of the first form given. */
function readableName(name: string | null): string | null {
  const form = name?.split('=').find((part) => part.replaceAll('^', '').trim() !== '') ?? '';
  const [family = '', given = '', middle = '', , suffix = ''] = form.split('^').map((part) => part.trim());
  return [family, `${given} ${middle}`.trim(), suffix].filter((part) => part !== '').join(', ') || null;
}

/** YYYYMMDD, or YYYY.MM.DD of files older than 1993. */
function date(value: string | null): string | null {
  const parts = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(value ?? '');
  return parts ? parts.slice(1).join('-') : null;
}
