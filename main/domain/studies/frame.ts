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

/** Where a pixel spacing comes from decides whether a length may be trusted (PS3.3 10.7.1.3). */
export type SpacingSource = 'PixelSpacing' | 'ImagerPixelSpacing' | 'NominalScannedPixelSpacing';

export interface PixelSpacing {
  /** Distance between the centres of neighbouring rows, millimetres. */
  readonly rowMm: number;
  /** Distance between the centres of neighbouring columns, millimetres. */
  readonly columnMm: number;
  readonly source: SpacingSource;
}

export type PhotometricInterpretation = 'MONOCHROME1' | 'MONOCHROME2' | 'RGB';

/** What is known of a frame besides its pixels. JSON-safe. */
export interface FrameMetadata {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: 1 | 3;
  readonly bitsStored: number;
  /** Of the decoded pixels: colour spaces such as YBR_FULL_422 have become RGB. */
  readonly photometric: PhotometricInterpretation;
  readonly rescale: { readonly slope: number; readonly intercept: number };
  /** Absent when the file has none; the reader then takes the range of the pixels. */
  readonly voi: VoiWindow | null;
  readonly spacing: PixelSpacing | null;
  /** 'L' or 'R', DICOM (0020,0060) or (0020,0062). */
  readonly laterality: string | null;
  /** DICOM View Position (0018,5101), such as 'PA' or 'LL'. */
  readonly viewPosition: string | null;
  /** DICOM Patient Orientation (0020,0020): direction of the rows, then of the columns. */
  readonly patientOrientation: readonly [string, string] | null;
  /** True when the pixels have gone through lossy compression at any time. */
  readonly isLossy: boolean;
  /** Stored values that are padding, not anatomy, (0028,0120). */
  readonly pixelPadding: number | null;
}

/** Pixels with their metadata: the one form in which the viewer, the models and the exports see an image. */
export interface Frame extends FrameMetadata {
  readonly pixels: PixelArray;
}
