/** Compressed streams, by what decodes them. */
import { ownEntry } from '../../../domain/own-entry.ts';
export type StreamCoding =
  'jpeg' | 'jpeg lossless' | 'jpeg-ls' | 'jpeg 2000' | 'htj2k' | 'jpeg xl lossless' | 'jpeg xl of jpeg' | 'jpeg xl';

/** How the pixel data of a transfer syntax become samples. */
export type PixelCoding = 'native' | 'encapsulated-native' | 'deflated-frame' | 'rle' | StreamCoding;

/** Why a syntax is not decoded here: what a person can do depends on it. */
export type Refusal = 'progressive jpeg' | 'video' | 'referenced' | 'rare';

export type TransferSyntax = { readonly uid: string } & (
  | { readonly name: string; readonly coding: PixelCoding }
  | { readonly name: string; readonly coding: null; readonly refusal: Refusal }
  /** The UID is not in the dictionary. */
  | { readonly name: null; readonly coding: null }
);

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
  '1.2.840.10008.1.2.4.51': ['JPEG Extended (Process 2 & 4)', 'jpeg'],
  '1.2.840.10008.1.2.4.57': ['JPEG Lossless, Non-Hierarchical (Process 14)', 'jpeg lossless'],
  '1.2.840.10008.1.2.4.70': [
    'JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [Selection Value 1])',
    'jpeg lossless',
  ],
  '1.2.840.10008.1.2.4.80': ['JPEG-LS Lossless Image Compression', 'jpeg-ls'],
  '1.2.840.10008.1.2.4.81': ['JPEG-LS Lossy (Near-Lossless) Image Compression', 'jpeg-ls'],
  '1.2.840.10008.1.2.4.90': ['JPEG 2000 Image Compression (Lossless Only)', 'jpeg 2000'],
  '1.2.840.10008.1.2.4.91': ['JPEG 2000 Image Compression', 'jpeg 2000'],
  '1.2.840.10008.1.2.4.110': ['JPEG XL Lossless', 'jpeg xl lossless'],
  '1.2.840.10008.1.2.4.111': ['JPEG XL JPEG Recompression', 'jpeg xl of jpeg'],
  '1.2.840.10008.1.2.4.112': ['JPEG XL', 'jpeg xl'],
  '1.2.840.10008.1.2.4.201': ['High-Throughput JPEG 2000 Image Compression (Lossless Only)', 'htj2k'],
  '1.2.840.10008.1.2.4.202': ['High-Throughput JPEG 2000 with RPCL Options Image Compression (Lossless Only)', 'htj2k'],
  '1.2.840.10008.1.2.4.203': ['High-Throughput JPEG 2000 Image Compression', 'htj2k'],
};

/** Those that are not decoded here, by the last numbers of their UIDs. */
const notDecoded: Readonly<Record<string, readonly [name: string, refusal: Refusal]>> = {
  '4.52': ['JPEG Extended (Process 3 & 5)', 'rare'],
  '4.53': ['JPEG Spectral Selection, Non-Hierarchical (Process 6 & 8)', 'progressive jpeg'],
  '4.54': ['JPEG Spectral Selection, Non-Hierarchical (Process 7 & 9)', 'rare'],
  '4.55': ['JPEG Full Progression, Non-Hierarchical (Process 10 & 12)', 'progressive jpeg'],
  '4.56': ['JPEG Full Progression, Non-Hierarchical (Process 11 & 13)', 'rare'],
  '4.58': ['JPEG Lossless, Non-Hierarchical (Process 15)', 'rare'],
  '4.59': ['JPEG Extended, Hierarchical (Process 16 & 18)', 'rare'],
  '4.60': ['JPEG Extended, Hierarchical (Process 17 & 19)', 'rare'],
  '4.61': ['JPEG Spectral Selection, Hierarchical (Process 20 & 22)', 'rare'],
  '4.62': ['JPEG Spectral Selection, Hierarchical (Process 21 & 23)', 'rare'],
  '4.63': ['JPEG Full Progression, Hierarchical (Process 24 & 26)', 'rare'],
  '4.64': ['JPEG Full Progression, Hierarchical (Process 25 & 27)', 'rare'],
  '4.65': ['JPEG Lossless, Hierarchical (Process 28)', 'rare'],
  '4.66': ['JPEG Lossless, Hierarchical (Process 29)', 'rare'],
  '4.92': ['JPEG 2000 Part 2 Multi-component Image Compression (Lossless Only)', 'rare'],
  '4.93': ['JPEG 2000 Part 2 Multi-component Image Compression', 'rare'],
  '4.94': ['JPIP Referenced', 'referenced'],
  '4.95': ['JPIP Referenced Deflate', 'referenced'],
  '4.100': ['MPEG2 Main Profile / Main Level', 'video'],
  '4.100.1': ['Fragmentable MPEG2 Main Profile / Main Level', 'video'],
  '4.101': ['MPEG2 Main Profile / High Level', 'video'],
  '4.101.1': ['Fragmentable MPEG2 Main Profile / High Level', 'video'],
  '4.102': ['MPEG-4 AVC/H.264 High Profile / Level 4.1', 'video'],
  '4.102.1': ['Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.1', 'video'],
  '4.103': ['MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1', 'video'],
  '4.103.1': ['Fragmentable MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1', 'video'],
  '4.104': ['MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video', 'video'],
  '4.104.1': ['Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video', 'video'],
  '4.105': ['MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video', 'video'],
  '4.105.1': ['Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video', 'video'],
  '4.106': ['MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2', 'video'],
  '4.106.1': ['Fragmentable MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2', 'video'],
  '4.107': ['HEVC/H.265 Main Profile / Level 5.1', 'video'],
  '4.108': ['HEVC/H.265 Main 10 Profile / Level 5.1', 'video'],
  '4.204': ['JPIP HTJ2K Referenced', 'referenced'],
  '4.205': ['JPIP HTJ2K Referenced Deflate', 'referenced'],
  '7.1': ['SMPTE ST 2110-20 Uncompressed Progressive Active Video', 'video'],
  '7.2': ['SMPTE ST 2110-20 Uncompressed Interlaced Active Video', 'video'],
  '7.3': ['SMPTE ST 2110-30 PCM Digital Audio', 'video'],
};

/** JPEG 2000 and HTJ2K that may be lossless: a reversible wavelet can be cut off, which its stream does not tell. */
export const maybeLossy: readonly string[] = ['1.2.840.10008.1.2.4.91', '1.2.840.10008.1.2.4.203'];

export const implicitLittleEndian = '1.2.840.10008.1.2';
export const explicitLittleEndian = '1.2.840.10008.1.2.1';
export const deflatedLittleEndian = '1.2.840.10008.1.2.1.99';
export const explicitBigEndian = '1.2.840.10008.1.2.2';

export function transferSyntaxOf(uid: string): TransferSyntax {
  const known = ownEntry(decoded, uid);
  if (known !== undefined) return { uid, name: known[0], coding: known[1] };
  const last = uid.startsWith(`${implicitLittleEndian}.`) ? uid.slice(implicitLittleEndian.length + 1) : '';
  const refused = ownEntry(notDecoded, last);
  if (refused === undefined) return { uid, name: null, coding: null };
  const [name, refusal] = refused;
  return { uid, name, coding: null, refusal };
}
