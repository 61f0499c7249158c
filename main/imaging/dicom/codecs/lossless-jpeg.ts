import { faultError } from '../../../domain/faults/fault.ts';
import { requireShape, undecodable, type DecodedSamples, type FrameShape } from './decoded-samples.ts';
import { parseFrame, segmentsToScan, isFrameMarker, startOfScan, type JpegFrame } from './jpeg/jpeg-frame.ts';

const format = 'JPEG Lossless';
const lossless = 0xc3;
const defineRestartInterval = 0xdd;

/** JPEG Lossless, ITU-T T.81 process 14, any predictor. */
export async function decodeLosslessJpeg(bytes: Uint8Array, shape: FrameShape): Promise<DecodedSamples> {
  const { rows, columns, precision } = readHeader(bytes, shape);
  const { Decoder } = await import('@cornerstonejs/jpeg-lossless-decoder-js');
  const decoder = new Decoder();
  // A copy of its own: `slice` of a Node Buffer would be a part of a larger one.
  const own = new Uint8Array(bytes);
  const samples = decode(() => decoder.decode(own.buffer));
  const isWhole = decoder.yLoc === rows && samples.length === rows * columns * shape.samplesPerPixel;
  // The end of the image, two bytes, may be missing; further bytes that were read there are made up.
  if (!isWhole || (decoder.stream?.index ?? 0) > bytes.length + 2) throw undecodable(format);
  return { samples, precision, isLossy: false, isTransformedToRgb: false };
}

function decode(run: () => Uint8Array | Uint16Array): Uint8Array | Uint16Array {
  try {
    return run();
  } catch (cause) {
    throw undecodable(format, cause);
  }
}

/** Refuses what the package decodes to wrong values: a point transform, deep colour, restarts within two-dimensional prediction. */
function readHeader(bytes: Uint8Array, shape: FrameShape): JpegFrame {
  let frame: JpegFrame | null = null;
  let restarts = false;
  for (const { marker, payload } of segmentsToScan(bytes, format)) {
    if (isFrameMarker(marker)) frame = parseFrame(marker, payload, format);
    if (marker === defineRestartInterval) restarts = payload.some((byte) => byte > 0);
    if (marker !== startOfScan) continue;
    if (frame?.process !== lossless || frame.precision > 16) throw undecodable(format);
    requireShape({ ...frame, components: frame.components.length }, shape);
    const [predictor, , pointTransform] = payload.subarray(-3);
    const isColour = shape.samplesPerPixel === 3;
    if (payload[0] !== shape.samplesPerPixel) throw faultError('dicom.unsupported-stream', { format });
    const isWrong = pointTransform !== 0 || (isColour ? restarts || frame.precision > 8 : restarts && predictor !== 1);
    if (isWrong) throw faultError('dicom.unsupported-stream', { format });
    return frame;
  }
  throw undecodable(format);
}
