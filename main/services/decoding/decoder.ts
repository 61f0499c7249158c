/** The one way to image files: nothing else opens one. */
import type { ImageFeatures } from '../../domain/datasets/image-features.ts';
import type { Preprocessing } from '../../domain/models/model-card.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Inspection } from '../../domain/studies/inspection.ts';
import type { Frame, FrameMetadata } from '../../domain/studies/frame.ts';
import type { ImageHeader } from '../../domain/studies/image-header.ts';
import type { GreyImage } from '../../imaging/grey-image/grey-image.ts';
import type { ImageFile } from '../../imaging/image-file/image-file.ts';
import type { Containers } from '../files/containers.ts';
import type { JudgedImage, ModelDemands } from './prepare-image.ts';

/** One frame of a file, with what the file says. */
export interface DecodedImage extends Pick<ImageFile, 'format' | 'header' | 'frameCount'> {
  /** SHA-256 of the file that was read, hexadecimal. */
  readonly sha256: string;
  readonly frame: Frame;
}

/** A file's first frame, as far as a casebook keeps it and models take it. */
export interface ImageSummary extends Omit<DecodedImage, 'frame'> {
  readonly metadata: FrameMetadata;
  /** PNG, longest side THUMBNAIL_SIDE. */
  readonly thumbnail: Uint8Array;
  /** One a model. An object of several frames is refused: which of them should count, nobody has said. */
  readonly judged: readonly JudgedImage[];
}

export interface FrameWish {
  /** From 0. */
  readonly frame: number;
  /** SHA-256 of the content that is meant; another gives the fault 'file.changed-since-import'. */
  readonly sha256?: string | null;
}

export interface ModelImage {
  readonly image: GreyImage;
  readonly header: ImageHeader;
  readonly sha256: string;
}

export interface InspectedFile extends Inspection {
  readonly sizeBytes: number;
  /** SHA-256 of the file, hexadecimal. */
  readonly fileSha256: string;
}

/** The content of a file as far as it shows without being opened. */
export interface FileIdentity {
  readonly sha256: string;
  readonly isDicom: boolean;
  /** It is no image and doesn't claim to be one. */
  readonly isOther: boolean;
}

/** Faults: `file.…`, `image.…` and `dicom.…`. */
export interface Decoder extends Containers {
  identify(path: string): Promise<Outcome<FileIdentity>>;
  /** Instead of the image where that will do: pixels by the hundred megabytes stay where they were decoded. */
  summary(path: string, models: readonly ModelDemands[]): Promise<Outcome<ImageSummary>>;
  image(path: string, wish: FrameWish): Promise<Outcome<DecodedImage>>;
  /** Null for a file that is no DICOM file, or none that can be read. */
  header(path: string): Promise<Outcome<{ readonly sha256: string; readonly header: ImageHeader | null }>>;
  /** An audit's measurements of the first frame; that it can't be read is a measurement too. */
  features(path: string, sha256: string): Promise<Outcome<ImageFeatures>>;
  /** The first frame at the size and in the range of a model's input. */
  modelImage(path: string, spec: Preprocessing): Promise<Outcome<ModelImage>>;
  /** Everything that the file says. Nothing is kept. */
  inspect(path: string): Promise<Outcome<InspectedFile>>;
}
