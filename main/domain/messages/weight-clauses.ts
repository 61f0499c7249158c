import type { NoDetails } from './coded-message.ts';

type Tensor = Readonly<Record<'tensor', string>>;
type Part = Readonly<Record<'part', string>>;

/** Why a file of weights can't be read. */
export interface WeightClauses {
  /** Files of any kind. */
  'weights.cut-off': NoDetails;
  'weights.type-not-handled': { readonly type: string };
  'weights.bytes-misfit': { readonly bytes: number; readonly type: string; readonly dims: readonly number[] };
  /** Safetensors. */
  'weights.no-header': NoDetails;
  'weights.header-too-long': { readonly bytes: number };
  'weights.header-not-json': NoDetails;
  'weights.header-no-object': NoDetails;
  'weights.tensor-undescribed': Tensor;
  'weights.tensor-type': { readonly tensor: string; readonly type: string };
  'weights.tensor-shape': Tensor;
  'weights.tensor-place': Tensor;
  'weights.tensor-bytes': {
    readonly tensor: string;
    readonly bytes: number;
    readonly type: string;
    readonly dims: readonly number[];
  };
  'weights.tensor-overlap': Tensor;
  'weights.tensor-gap': Tensor;
  'weights.surplus': { readonly bytes: number };
  /** ZIP archives. */
  'weights.zip-cut-off': NoDetails;
  'weights.part-missing': Part;
  'weights.part-damaged': Part;
  'weights.part-encrypted': Part;
  'weights.part-method': { readonly part: string; readonly method: number };
  /** PyTorch's files. */
  'weights.big-endian': NoDetails;
  'weights.other-pytorch': NoDetails;
  'weights.storages-damaged': NoDetails;
  'weights.storage-short': NoDetails;
  'weights.storage-part': NoDetails;
  'weights.tensor-beyond-storage': NoDetails;
  'weights.endless': NoDetails;
  'weights.no-state-dict': NoDetails;
  /** Their pickles. */
  'weights.pickle-cut-off': NoDetails;
  'weights.pickle-underflow': NoDetails;
  'weights.pickle-text': NoDetails;
  'weights.pickle-integer': { readonly bytes: number };
  'weights.pickle-key': { readonly kind: string };
  'weights.pickle-entry': NoDetails;
  'weights.pickle-half-entry': NoDetails;
  'weights.pickle-append': NoDetails;
  'weights.pickle-class': NoDetails;
  'weights.pickle-foreign': { readonly name: string };
  'weights.pickle-call': NoDetails;
  'weights.pickle-attributes': NoDetails;
  'weights.pickle-recall': { readonly entry: number };
  'weights.pickle-protocol': { readonly version: number };
  'weights.pickle-instruction': { readonly name: string };
  'weights.pickle-too-long': { readonly most: number };
  'weights.pickle-shape': NoDetails;
  'weights.pickle-values': NoDetails;
  'weights.pickle-parameter': NoDetails;
  'weights.pickle-pairs': NoDetails;
  'weights.pickle-reference': NoDetails;
  'weights.pickle-no-tensor': { readonly name: string };
  /** Keras's files. */
  'weights.not-hdf5': NoDetails;
  'weights.config-not-json': NoDetails;
  'weights.no-keras-layers': NoDetails;
  'weights.layers-unnamed': NoDetails;
  'weights.layer-missing': { readonly layer: string };
  'weights.array-missing': { readonly path: string };
  'weights.array-type': { readonly path: string };
}
