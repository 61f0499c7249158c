/** Stored pixel values, row by row; for colour, the three samples of a pixel next to each other. */
export type PixelArray = Uint8Array | Uint16Array | Int16Array | Int32Array | Float32Array;

/** DICOM PS3.3 C.11.2.1.3: how window centre and width map to the display range. */
export type VoiFunction = 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';

export interface VoiWindow {
  /** In modality units, that is after the rescale. */
  readonly center: number;
  readonly width: number;
  readonly function: VoiFunction;
}

/** One of the windows that a file offers, with its Window Center & Width Explanation (0028,1055). */
export interface NamedWindow extends VoiWindow {
  readonly explanation: string | null;
}

/** A look-up table without its entries, PS3.3 C.11.1.1 and C.11.2.1.1. */
export interface LookupTableDescription {
  /** LUT Explanation (0028,3003). */
  readonly explanation: string | null;
  readonly entries: number;
  /** The input value of the first entry. */
  readonly firstValue: number;
  readonly bits: number;
}

/** A Modality LUT, which the decoded pixels have already gone through. */
export interface ModalityLut extends LookupTableDescription {
  /** Modality LUT Type (0028,3004), such as OD or US. */
  readonly type: string | null;
}

/** Where a pixel spacing comes from decides whether a length may be trusted (PS3.3 10.7.1.3). */
export type SpacingSource = 'PixelSpacing' | 'ImagerPixelSpacing' | 'NominalScannedPixelSpacing';

export interface PixelSpacing {
  /** Distance between the centres of neighbouring rows, millimetres. */
  readonly rowMm: number;
  /** Distance between the centres of neighbouring columns, millimetres. */
  readonly columnMm: number;
  readonly source: SpacingSource;
  /** Pixel Spacing Calibration Type (0028,0A02): GEOMETRY or FIDUCIAL; null without a calibration. */
  readonly calibration: string | null;
}

export type PhotometricInterpretation = 'MONOCHROME1' | 'MONOCHROME2' | 'RGB';

/** An overlay plane (60xx), PS3.3 C.9.2. */
export interface Overlay {
  /** 0x6000 to 0x601E, even. */
  readonly group: number;
  readonly rows: number;
  readonly columns: number;
  /** The place of its first pixel in the image, from 1 as the standard counts. */
  readonly originRow: number;
  readonly originColumn: number;
  /** G for graphics, R for a region of interest. */
  readonly type: string | null;
  readonly subtype: string | null;
  readonly label: string | null;
  readonly description: string | null;
  readonly frames: number;
  /** The first frame of the image that it belongs to, from 1. */
  readonly firstFrame: number;
  /** In Overlay Data (60xx,3000), or (retired) in a bit of the pixel data that holds no sample. */
  readonly bits: { readonly location: 'overlay data' } | { readonly location: 'pixel data'; readonly bit: number };
}

/** The file's record of lossy compression, PS3.3 C.7.6.1.1.5: a ratio and a method for each time. */
export interface LossyHistory {
  /** Lossy Image Compression (0028,2110); null when the file does not say. */
  readonly flag: '00' | '01' | null;
  readonly ratios: readonly number[];
  /** Defined terms such as ISO_10918_1 (JPEG). */
  readonly methods: readonly string[];
}

/** Direction cosines of the rows, then of the columns (0020,0037), in the patient's coordinates. */
export type ImageOrientation = readonly [number, number, number, number, number, number];
/** The centre of the first pixel (0020,0032), millimetres in the patient's coordinates. */
export type ImagePosition = readonly [number, number, number];

/** Everything known of a frame besides its pixels. JSON-safe. */
export interface FrameMetadata {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: 1 | 3;
  readonly bitsStored: number;
  /** How the decoded pixels are to be read: colour spaces such as YBR_FULL_422 have become RGB. */
  readonly photometric: PhotometricInterpretation;
  readonly rescale: { readonly slope: number; readonly intercept: number };
  /** Units of the rescaled values (0028,1054), such as OD or US. */
  readonly rescaleType: string | null;
  readonly modalityLut: ModalityLut | null;
  /**
   * The window to begin with, and the one that models see: the file's first, or the range of the VOI LUT that the pixels
   * have gone through. Absent when the file has neither; the reader then takes the range of the pixels.
   */
  readonly voi: VoiWindow | null;
  /** All windows of the file, in its order. */
  readonly windows: readonly NamedWindow[];
  /** All VOI LUTs of the file, in its order. */
  readonly voiLuts: readonly LookupTableDescription[];
  /** True when the decoded pixels have gone through the first VOI LUT, because the file has no window. */
  readonly isVoiLutApplied: boolean;
  /** Presentation LUT Shape (2050,0020). INVERSE and MONOCHROME1 say the same thing: they are not two inversions. */
  readonly presentationLutShape: 'IDENTITY' | 'INVERSE' | null;
  readonly spacing: PixelSpacing | null;
  readonly imageOrientation: ImageOrientation | null;
  readonly imagePosition: ImagePosition | null;
  /** 'L' or 'R', DICOM (0020,0060) or (0020,0062). */
  readonly laterality: string | null;
  /** DICOM View Position (0018,5101), such as 'PA' or 'LL'. */
  readonly viewPosition: string | null;
  /** DICOM Patient Orientation (0020,0020): direction of the rows, then of the columns. */
  readonly patientOrientation: readonly [string, string] | null;
  readonly overlays: readonly Overlay[];
  /** True when the pixels have gone through lossy compression at any time. */
  readonly isLossy: boolean;
  readonly lossy: LossyHistory;
  /** Stored values that are padding, not anatomy, (0028,0120). */
  readonly pixelPadding: number | null;
}

/** Pixels with their metadata: the one form in which the viewer, the models and the exports see an image. */
export interface Frame extends FrameMetadata {
  readonly pixels: PixelArray;
}

/** The metadata of a picture that says nothing of how it was made: a JPEG, a PNG, an image made for a test. */
export const unstatedMetadata = {
  rescale: { slope: 1, intercept: 0 },
  rescaleType: null,
  modalityLut: null,
  voi: null,
  windows: [],
  voiLuts: [],
  isVoiLutApplied: false,
  presentationLutShape: null,
  spacing: null,
  imageOrientation: null,
  imagePosition: null,
  laterality: null,
  viewPosition: null,
  patientOrientation: null,
  overlays: [],
  isLossy: false,
  lossy: { flag: null, ratios: [], methods: [] },
  pixelPadding: null,
} as const satisfies Partial<FrameMetadata>;
