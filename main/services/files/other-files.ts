/** Files that lie beside images and are none: texts, tables, programs and what systems keep. */
import { extname } from 'node:path';

const imageEndings = new Set(
  'dcm dicom dic ima img acr jpg jpeg jpe jfif png jp2 j2k jpx jph jls jxl gif bmp tif tiff webp heic avif nii mha nrrd'.split(
    ' ',
  ),
);

const otherEndings = new Set([
  ...'txt text md rst rtf pdf doc docx odt xls xlsx xlsm xlsb ods ppt pptx odp csv tsv json jsonl xml xsl yaml yml toml'.split(
    ' ',
  ),
  ...'ini cfg conf log html htm css js mjs inf exe dll so dylib jar class bat cmd sh ps1 py ipynb r m db sqlite lnk url'.split(
    ' ',
  ),
  ...'ico md5 sha1 sha256 sha512 sig asc chm hlp msi app'.split(' '),
]);

/** Bytes that tell text from other content. */
const LOOKED_AT = 4096;

/**
 * True for a file whose content is no image that is known here and that does not claim to be one. An image's name over
 * another content is no such file: something went wrong with it, which a person wants to know.
 */
export function isOtherFile(path: string, bytes: Uint8Array): boolean {
  if (imageEndings.has(endingOf(path))) return false;
  return hasOtherName(path) || isText(bytes.subarray(0, LOOKED_AT));
}

/** True for the name of a text, a table, a program or the like. */
export const hasOtherName = (path: string): boolean => otherEndings.has(endingOf(path));

const endingOf = (path: string): string => extname(path).slice(1).toLowerCase();

function isText(start: Uint8Array): boolean {
  if (start.length === 0) return false;
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) return true;
  const isControl = (byte: number): boolean => byte < 32 && ![9, 10, 12, 13, 27].includes(byte);
  if (start.some(isControl)) return false;
  try {
    // A letter that is cut at the end is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true });
    return true;
  } catch {
    return false;
  }
}
