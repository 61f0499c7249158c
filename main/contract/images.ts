/** Images and heatmaps as they cross the contract. */
import type { HeatmapMethod } from '../domain/heatmaps/heatmap-method.ts';
import type { Note } from '../domain/messages/note.ts';
import type { FrameMetadata, PixelArray } from '../domain/studies/frame.ts';
import type { Finding } from '../domain/studies/study.ts';

export interface FrameImage {
  readonly metadata: FrameMetadata;
  readonly pixelType: 'Uint8Array' | 'Uint16Array' | 'Int16Array' | 'Int32Array' | 'Float32Array';
  /** Little-endian bytes of the pixel array. */
  readonly pixels: Blob;
}

/** The constructor a `pixelType` names. */
export const pixelArrayOf: Readonly<Record<FrameImage['pixelType'], new (buffer: ArrayBuffer) => PixelArray>> = {
  Uint8Array,
  Uint16Array,
  Int16Array,
  Int32Array,
  Float32Array,
};

/** Where a model looked, over the whole frame. */
export interface Heatmap {
  readonly method: HeatmapMethod;
  /** Why it is made by another method than the one asked for (or the model's usual one); else null. */
  readonly fallback: Note | null;
  readonly label: string;
  readonly width: number;
  readonly height: number;
  /** Row by row, 0 (none) to 1 (the map's own maximum); all 0 when nothing speaks for the label or its finding is negative. */
  readonly values: readonly number[];
  /** The part of the frame the map covers, in fractions of its width and height (a padded input covers more). */
  readonly covers: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
}

export interface Explanation {
  readonly findings: readonly Finding[];
  readonly heatmap: Heatmap;
  readonly durationMs: number;
}

/** How heatmaps can be made with a model. */
export interface HeatmapChoice {
  /** In the order to offer them. */
  readonly methods: readonly HeatmapMethod[];
  /** The one that is meant where none is asked for; occlusion stands in for it where it is not among the methods. */
  readonly usual: HeatmapMethod;
}
