/** How the pixel data of a transfer syntax become samples; null: we have no decoder for it. */
export type PixelCoding = 'native' | 'encapsulated-native' | 'deflated-frame' | 'rle' | 'jpeg' | null;

export interface TransferSyntax {
  readonly uid: string;
  readonly name: string;
  readonly coding: PixelCoding;
}

/** DICOM PS3.6 annex A. */
const names: Readonly<Record<string, readonly [name: string, coding: PixelCoding]>> = {
  '1.2.840.10008.1.2': ['Implicit VR Little Endian', 'native'],
  '1.2.840.10008.1.2.1': ['Explicit VR Little Endian', 'native'],
  '1.2.840.10008.1.2.1.98': ['Encapsulated Uncompressed', 'encapsulated-native'],
  '1.2.840.10008.1.2.1.99': ['Deflated Explicit VR Little Endian', 'native'],
  '1.2.840.10008.1.2.2': ['Explicit VR Big Endian', 'native'],
  '1.2.840.10008.1.2.5': ['RLE Lossless', 'rle'],
  '1.2.840.10008.1.2.8.1': ['Deflated Image Frame', 'deflated-frame'],
  '1.2.840.10008.1.2.4.50': ['JPEG Baseline', 'jpeg'],
  '1.2.840.10008.1.2.4.51': ['JPEG Extended (12 bit)', null],
  '1.2.840.10008.1.2.4.57': ['JPEG Lossless', null],
  '1.2.840.10008.1.2.4.70': ['JPEG Lossless, First-Order Prediction', null],
  '1.2.840.10008.1.2.4.80': ['JPEG-LS Lossless', null],
  '1.2.840.10008.1.2.4.81': ['JPEG-LS Near-Lossless', null],
  '1.2.840.10008.1.2.4.90': ['JPEG 2000 Lossless', null],
  '1.2.840.10008.1.2.4.91': ['JPEG 2000', null],
  '1.2.840.10008.1.2.4.92': ['JPEG 2000 Part 2 Lossless', null],
  '1.2.840.10008.1.2.4.93': ['JPEG 2000 Part 2', null],
  '1.2.840.10008.1.2.4.94': ['JPIP Referenced', null],
  '1.2.840.10008.1.2.4.95': ['JPIP Referenced Deflate', null],
  '1.2.840.10008.1.2.4.100': ['MPEG2 Main Profile', null],
  '1.2.840.10008.1.2.4.102': ['MPEG-4 High Profile', null],
  '1.2.840.10008.1.2.4.107': ['HEVC Main Profile', null],
  '1.2.840.10008.1.2.4.110': ['JPEG XL Lossless', null],
  '1.2.840.10008.1.2.4.111': ['JPEG XL JPEG Recompression', null],
  '1.2.840.10008.1.2.4.112': ['JPEG XL', null],
  '1.2.840.10008.1.2.4.201': ['High-Throughput JPEG 2000 Lossless', null],
  '1.2.840.10008.1.2.4.202': ['High-Throughput JPEG 2000 Lossless RPCL', null],
  '1.2.840.10008.1.2.4.203': ['High-Throughput JPEG 2000', null],
};

export const implicitLittleEndian = '1.2.840.10008.1.2';
export const explicitLittleEndian = '1.2.840.10008.1.2.1';
export const explicitBigEndian = '1.2.840.10008.1.2.2';

export function transferSyntaxOf(uid: string): TransferSyntax {
  const [name, coding] = names[uid] ?? ['unknown', null];
  return { uid, name, coding };
}
