/** An ONNX model as an immutable value. Transforms take a graph and return another; none edits its input. */
import type { Tensor, TensorType } from '../../domain/tensor.ts';

export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'strings'; readonly value: readonly string[] }
  | { readonly kind: 'tensor'; readonly value: Tensor };

export interface Node {
  /** Unique in the graph; generated where the file has none. */
  readonly name: string;
  readonly op: string;
  /** '' is the standard domain. */
  readonly domain: string;
  /** Value names; '' stands for an optional input left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A known size, or the name of an unknown one such as 'N' for the batch. */
export type Dim = number | string;

export interface ValueType {
  readonly type: TensorType;
  readonly dims: readonly Dim[];
}

export interface Graph {
  readonly name: string;
  /** Version of the standard domain. */
  readonly opset: number;
  readonly inputs: ReadonlyMap<string, ValueType>;
  readonly outputs: ReadonlyMap<string, ValueType>;
  readonly initializers: ReadonlyMap<string, Tensor>;
  /** In topological order. */
  readonly nodes: readonly Node[];
  /** The file's metadata_props. */
  readonly metadata: ReadonlyMap<string, string>;
}
