/** Changes that made weights fit a network. */
export interface WeightNotes {
  /** Patches along each side; where they come from, those of a square. */
  'weights.positions-interpolated': { readonly side: number; readonly height: number; readonly width: number };
  'weights.colours-summed': { readonly parameter: string };
  /** Tensors of the file that lie beside the network. */
  'weights.ignored': { readonly names: readonly string[] };
  /** Parameters that kept their random initial values. */
  'weights.fresh': { readonly names: readonly string[] };
}
