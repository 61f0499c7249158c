/** The part of dcmjs that we use; it brings no types. */
declare module 'dcmjs' {
  type NaturalValue = string | number | readonly (string | number | NaturalDataset | ArrayBuffer)[] | ArrayBuffer;
  export interface NaturalDataset {
    readonly [keyword: string]: NaturalValue | NaturalDataset | Readonly<Record<string, string>>;
  }
  class DicomDict {
    constructor(meta: unknown);
    dict: unknown;
    write(): ArrayBuffer;
  }
  const dcmjs: {
    readonly data: {
      readonly DicomDict: typeof DicomDict;
      readonly DicomMetaDictionary: {
        denaturalizeDataset(dataset: NaturalDataset): unknown;
        /** By keyword; tags as `(0010,0010)`. */
        readonly nameMap: Readonly<Record<string, { readonly tag: string } | undefined>>;
      };
    };
  };
  export default dcmjs;
}
