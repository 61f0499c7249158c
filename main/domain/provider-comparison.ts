/** The result of comparing two execution providers. */

/** How far two answers lie apart. */
export interface Agreement {
  readonly what: 'logits' | 'heatmap' | 'losses' | 'weights';
  readonly largestDifference: number;
  /** The largest number of the reference's answer, by its size. */
  readonly largestValue: number;
  /** The difference is no more than what single precision makes of sums in another order. */
  readonly isSmall: boolean;
}

/** Milliseconds of one run, the median of several; the first, which also prepares, is left out. */
export interface Speed {
  readonly what: 'forward' | 'heatmap' | 'training step';
  readonly providerMs: number;
  readonly referenceMs: number;
}

/** Messages while two providers are compared; the last one holds the result. */
export type ComparisonNews = { readonly doing: string } | { readonly comparison: ProviderComparison };

/** Forward, heatmap and training, on each engine. */
export const COMPARISON_STAGES = 6;

export interface ProviderComparison {
  /** ONNX Runtime's name. */
  readonly provider: string;
  readonly reference: string;
  /** The network that both ran, images in a batch, and steps of training. */
  readonly network: string;
  readonly batch: number;
  readonly steps: number;
  readonly agreements: readonly Agreement[];
  readonly speeds: readonly Speed[];
  /** Every difference is small. */
  readonly agrees: boolean;
}
