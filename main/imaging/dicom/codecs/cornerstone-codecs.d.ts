/** Cornerstone's codecs in WebAssembly bring no types; what we use of each is said where it is used. */
declare module '@cornerstonejs/codec-charls/decodewasmjs';
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs';
declare module '@cornerstonejs/codec-openjph/wasmjs';
declare module '@cornerstonejs/codec-libjxl/decodewasmjs';
