/** How the pixel data of a transfer syntax become samples; null: we have no decoder for it. */
export type PixelCoding = 'native' | 'encapsulated-native' | 'deflated-frame' | 'rle' | 'jpeg' | null;

/** The compression, as far as freely available programs decompress it: GDCM's gdcmconv and DCMTK's dcmdjpeg and dcmdjpls. */
export type Decompressor = 'jpeg' | 'progressive jpeg' | 'jpeg-ls' | 'jpeg 2000' | 'none';

export interface TransferSyntax {
  readonly uid: string;
  /** Null where the UID is not in the dictionary. */
  readonly name: string | null;
  readonly coding: PixelCoding;
  readonly decompressor: Decompressor;
}

/** Those that are decoded here, with their names in DICOM PS3.6, table A-1. */
const decoded: Readonly<Record<string, readonly [name: string, coding: PixelCoding]>> = {
  '1.2.840.10008.1.2': ['Implicit VR Little Endian', 'native'],
  '1.2.840.10008.1.2.1': ['Explicit VR Little Endian', 'native'],
  '1.2.840.10008.1.2.1.98': ['Encapsulated Uncompressed Explicit VR Little Endian', 'encapsulated-native'],
  '1.2.840.10008.1.2.1.99': ['Deflated Explicit VR Little Endian', 'native'],
  '1.2.840.10008.1.2.2': ['Explicit VR Big Endian', 'native'],
  '1.2.840.10008.1.2.5': ['RLE Lossless', 'rle'],
  '1.2.840.10008.1.2.8.1': ['Deflated Image Frame Compression', 'deflated-frame'],
  '1.2.840.10008.1.2.4.50': ['JPEG Baseline (Process 1)', 'jpeg'],
};

/** Those that are not decoded here, by the last numbers of their UIDs. */
const notDecoded: Readonly<Record<string, readonly [name: string, decompressor: Decompressor]>> = {
  '4.51': ['JPEG Extended (Process 2 & 4)', 'jpeg'],
  '4.52': ['JPEG Extended (Process 3 & 5)', 'none'],
  '4.53': ['JPEG Spectral Selection, Non-Hierarchical (Process 6 & 8)', 'progressive jpeg'],
  '4.54': ['JPEG Spectral Selection, Non-Hierarchical (Process 7 & 9)', 'none'],
  '4.55': ['JPEG Full Progression, Non-Hierarchical (Process 10 & 12)', 'progressive jpeg'],
  '4.56': ['JPEG Full Progression, Non-Hierarchical (Process 11 & 13)', 'none'],
  '4.57': ['JPEG Lossless, Non-Hierarchical (Process 14)', 'jpeg'],
  '4.58': ['JPEG Lossless, Non-Hierarchical (Process 15)', 'none'],
  '4.59': ['JPEG Extended, Hierarchical (Process 16 & 18)', 'none'],
  '4.60': ['JPEG Extended, Hierarchical (Process 17 & 19)', 'none'],
  '4.61': ['JPEG Spectral Selection, Hierarchical (Process 20 & 22)', 'none'],
  '4.62': ['JPEG Spectral Selection, Hierarchical (Process 21 & 23)', 'none'],
  '4.63': ['JPEG Full Progression, Hierarchical (Process 24 & 26)', 'none'],
  '4.64': ['JPEG Full Progression, Hierarchical (Process 25 & 27)', 'none'],
  '4.65': ['JPEG Lossless, Hierarchical (Process 28)', 'none'],
  '4.66': ['JPEG Lossless, Hierarchical (Process 29)', 'none'],
  '4.70': ['JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [Selection Value 1])', 'jpeg'],
  '4.80': ['JPEG-LS Lossless Image Compression', 'jpeg-ls'],
  '4.81': ['JPEG-LS Lossy (Near-Lossless) Image Compression', 'jpeg-ls'],
  '4.90': ['JPEG 2000 Image Compression (Lossless Only)', 'jpeg 2000'],
  '4.91': ['JPEG 2000 Image Compression', 'jpeg 2000'],
  '4.92': ['JPEG 2000 Part 2 Multi-component Image Compression (Lossless Only)', 'none'],
  '4.93': ['JPEG 2000 Part 2 Multi-component Image Compression', 'none'],
  '4.94': ['JPIP Referenced', 'none'],
  '4.95': ['JPIP Referenced Deflate', 'none'],
  '4.100': ['MPEG2 Main Profile / Main Level', 'none'],
  '4.101': ['MPEG2 Main Profile / High Level', 'none'],
  '4.102': ['MPEG-4 AVC/H.264 High Profile / Level 4.1', 'none'],
  '4.103': ['MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1', 'none'],
  '4.104': ['MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video', 'none'],
  '4.105': ['MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video', 'none'],
  '4.106': ['MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2', 'none'],
  '4.107': ['HEVC/H.265 Main Profile / Level 5.1', 'none'],
  '4.108': ['HEVC/H.265 Main 10 Profile / Level 5.1', 'none'],
  '4.110': ['JPEG XL Lossless', 'none'],
  '4.111': ['JPEG XL JPEG Recompression', 'none'],
  '4.112': ['JPEG XL', 'none'],
  '4.201': ['High-Throughput JPEG 2000 Image Compression (Lossless Only)', 'none'],
  '4.202': ['High-Throughput JPEG 2000 with RPCL Options Image Compression (Lossless Only)', 'none'],
  '4.203': ['High-Throughput JPEG 2000 Image Compression', 'none'],
  '4.204': ['JPIP HTJ2K Referenced', 'none'],
  '4.205': ['JPIP HTJ2K Referenced Deflate', 'none'],
  '7.1': ['SMPTE ST 2110-20 Uncompressed Progressive Active Video', 'none'],
  '7.2': ['SMPTE ST 2110-20 Uncompressed Interlaced Active Video', 'none'],
  '7.3': ['SMPTE ST 2110-30 PCM Digital Audio', 'none'],
};

export const implicitLittleEndian = '1.2.840.10008.1.2';
export const explicitLittleEndian = '1.2.840.10008.1.2.1';
export const explicitBigEndian = '1.2.840.10008.1.2.2';

export function transferSyntaxOf(uid: string): TransferSyntax {
  const known = decoded[uid];
  if (known !== undefined) return { uid, name: known[0], coding: known[1], decompressor: 'none' };
  const isOfDicom = uid.startsWith(`${implicitLittleEndian}.`);
  const [name, decompressor] = (isOfDicom ? notDecoded[uid.slice(implicitLittleEndian.length + 1)] : undefined) ?? [
    null,
    'none',
  ];
  return { uid, name, coding: null, decompressor };
}
