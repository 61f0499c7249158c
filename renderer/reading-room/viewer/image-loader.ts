import { getShouldUseCPURendering, imageLoader, metaData, Enums, type Types } from '@cornerstonejs/core';
import { pixelArrayOf } from '../../../main/contract/images.ts';
import { instanceId } from '../../../main/domain/ids.ts';
import type { FrameMetadata, PixelArray } from '../../../main/domain/studies/frame.ts';
import { client } from '../../shared/client/client.ts';
import { throughSigmoid, toColourPixels, toDisplayPixels } from '../../shared/images/display-pixels.ts';
import { scheme } from './image-id.ts';

const { IMAGE_PIXEL, IMAGE_PLANE, GENERAL_SERIES } = Enums.MetadataModules;
const { VOILUTFunctionType } = Enums;

const metadataById = new Map<string, FrameMetadata>();

/** The metadata of an image that has been loaded. */
export function metadataOf(imageId: string): FrameMetadata | undefined {
  return metadataById.get(imageId);
}

function parse(imageId: string): { instanceId: ReturnType<typeof instanceId.parse>; frameIndex: number } {
  const [instance, frame] = imageId.slice(scheme.length + 1).split('/');
  return { instanceId: instanceId.parse(Number(instance)), frameIndex: Number(frame) };
}

/** Cornerstone's metadata of our images; spacing 1 stands for "not known". */
function provide(type: string, imageId: string): unknown {
  const metadata = typeof imageId === 'string' ? metadataById.get(imageId) : undefined;
  if (metadata === undefined) return undefined;
  const { rows, columns, spacing } = metadata;
  if (type === GENERAL_SERIES) return { modality: 'DX' };
  if (type === IMAGE_PLANE) {
    const [rowPixelSpacing, columnPixelSpacing] = [spacing?.rowMm ?? 1, spacing?.columnMm ?? 1];
    return {
      rows,
      columns,
      frameOfReferenceUID: imageId,
      rowCosines: [1, 0, 0],
      columnCosines: [0, 1, 0],
      imageOrientationPatient: [1, 0, 0, 0, 1, 0],
      imagePositionPatient: [0, 0, 0],
      pixelSpacing: [rowPixelSpacing, columnPixelSpacing],
      rowPixelSpacing,
      columnPixelSpacing,
      usingDefaultValues: spacing === null,
    };
  }
  if (type === IMAGE_PIXEL) {
    const { bitsStored, samplesPerPixel, photometric } = metadata;
    return {
      bitsAllocated: bitsStored > 8 ? 16 : 8,
      bitsStored,
      highBit: bitsStored - 1,
      samplesPerPixel,
      photometricInterpretation: photometric,
      pixelRepresentation: 0,
    };
  }
  return undefined;
}

/** The fields that grey and colour images have in common. */
function frameImage(
  imageId: string,
  metadata: FrameMetadata,
  values: PixelArray,
): Omit<
  Types.IImage,
  | 'windowCenter'
  | 'windowWidth'
  | 'voiLUTFunction'
  | 'minPixelValue'
  | 'maxPixelValue'
  | 'color'
  | 'rgba'
  | 'numberOfComponents'
> {
  const { rows, columns, spacing, photometric } = metadata;
  return {
    imageId,
    rows,
    columns,
    height: rows,
    width: columns,
    slope: 1,
    intercept: 0,
    invert: photometric === 'MONOCHROME1',
    photometricInterpretation: photometric,
    rowPixelSpacing: spacing?.rowMm ?? 1,
    columnPixelSpacing: spacing?.columnMm ?? 1,
    sizeInBytes: values.byteLength,
    dataType: values.constructor.name as Types.PixelDataTypedArrayString,
    getPixelData: () => values as Types.PixelDataTypedArray,
    getCanvas: () => document.createElement('canvas'),
    imageFrame: {} as Types.IImageFrame,
  };
}

function greyImage(imageId: string, pixels: PixelArray, metadata: FrameMetadata): Types.IImage {
  const shown = toDisplayPixels(pixels, metadata);
  const isWithoutSigmoid = shown.voiFunction === 'SIGMOID' && getShouldUseCPURendering();
  const { values, window, voiFunction, isRescaled, minimum, maximum } = isWithoutSigmoid
    ? throughSigmoid(shown)
    : shown;
  const { slope, intercept } = metadata.rescale;
  return {
    ...frameImage(imageId, metadata, values),
    color: false,
    rgba: false,
    numberOfComponents: 1,
    minPixelValue: minimum,
    maxPixelValue: maximum,
    // Given as LINEAR, whose arithmetic the window tool inverts without drift (PS3.3 C.11.2.1.2.1).
    windowCenter: (window.lower + window.upper + 1) / 2,
    windowWidth: window.upper - window.lower + 1,
    voiLUTFunction: voiFunction === 'SIGMOID' ? VOILUTFunctionType.SAMPLED_SIGMOID : VOILUTFunctionType.LINEAR,
    ...(isRescaled && {
      preScale: {
        enabled: true,
        scaled: true,
        scalingParameters: { rescaleSlope: slope, rescaleIntercept: intercept },
      },
    }),
  };
}

function colourImage(imageId: string, pixels: PixelArray, metadata: FrameMetadata): Types.IImage {
  const withAlpha = getShouldUseCPURendering();
  return {
    ...frameImage(imageId, metadata, toColourPixels(pixels, metadata.bitsStored, withAlpha)),
    color: true,
    rgba: withAlpha,
    numberOfComponents: withAlpha ? 4 : 3,
    minPixelValue: 0,
    maxPixelValue: 255,
    windowCenter: 128,
    windowWidth: 256,
    voiLUTFunction: VOILUTFunctionType.LINEAR,
  };
}

export async function makeImage(imageId: string): Promise<Types.IImage> {
  const { metadata, pixelType, pixels } = await client.images.frame(parse(imageId));
  const values = new pixelArrayOf[pixelType](await pixels.arrayBuffer());
  metadataById.set(imageId, metadata);
  return metadata.samplesPerPixel === 3 ? colourImage(imageId, values, metadata) : greyImage(imageId, values, metadata);
}

/** The main process decodes (one decoder, one set of metadata); here pixels only become an image of Cornerstone's. */
export function registerImageLoader(): void {
  imageLoader.registerImageLoader(scheme, (imageId) => ({ promise: makeImage(imageId) }));
  metaData.addProvider(provide, 1000);
}
