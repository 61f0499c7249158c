/** The part of dicom-character-set that we use; it brings no types. */
declare module 'dicom-character-set' {
  /** Throws for a character set or an escape sequence that the standard does not know. */
  export function convertBytes(
    specificCharacterSet: string,
    bytes: Uint8Array,
    options?: { readonly vr?: string },
  ): string;
  /** By defined term, such as `ISO_IR 100` and `ISO 2022 IR 87`. */
  export const characterSets: Readonly<Record<string, object>>;
}
