/** The values that a pickle of a state dict may hold. */

export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | PickledList
  | PickledTuple
  | PickledDict
  | PickledGlobal
  | Storage
  | StridedTensor;

export type Key = null | boolean | number | bigint | string;

export interface PickledList {
  readonly kind: 'list';
  readonly items: Value[];
}

export interface PickledTuple {
  readonly kind: 'tuple';
  readonly items: readonly Value[];
}

/** A dict or an OrderedDict. */
export interface PickledDict {
  readonly kind: 'dict';
  readonly entries: Map<Key, Value>;
}

/** The name of a class or function that was allowed, such as `torch.FloatStorage`; nothing stands behind it. */
export interface PickledGlobal {
  readonly kind: 'global';
  readonly name: string;
}

/** A row of numbers that lies elsewhere in the file; several tensors may look at it. */
export interface Storage {
  readonly kind: 'storage';
  /** As the class is called: `FloatStorage`. */
  readonly type: string;
  readonly key: string;
  /** Number of elements. */
  readonly count: number;
}

/** A look at a storage: element (i, j, …) is the storage's offset + i · stride[0] + j · stride[1] … */
export interface StridedTensor {
  readonly kind: 'tensor';
  readonly storage: Storage;
  readonly offset: number;
  readonly size: readonly number[];
  readonly stride: readonly number[];
}

export type Kind = Exclude<Extract<Value, object>, null>['kind'];

export function isKind<K extends Kind>(value: Value | undefined, kind: K): value is Extract<Value, { kind: K }> {
  return typeof value === 'object' && value !== null && value.kind === kind;
}
