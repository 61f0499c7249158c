/** Why a network can't be made with these settings. Sides are in pixels. */
export interface NetworkClauses {
  'network.too-small': {
    readonly network: string;
    readonly least: number;
    readonly height: number;
    readonly width: number;
  };
  'network.not-multiple': {
    readonly network: string;
    readonly divisor: number;
    readonly height: number;
    readonly width: number;
  };
  /** `known` is empty where only the head can be set. */
  'network.no-such-setting': {
    readonly network: string;
    readonly names: readonly string[];
    readonly known: readonly string[];
  };
  'network.not-whole': { readonly network: string; readonly setting: string; readonly value: number };
  'network.heads-misfit': { readonly network: string; readonly heads: number; readonly tokenWidth: number };
  'network.ratio-misfit': { readonly network: string; readonly mlpRatio: number; readonly tokenWidth: number };
}
