/** Stands in for xmlbuilder2 (see vite.config.ts): vtk.js's XML readers and writers are never run here. */
export function create(): never {
  throw new Error('XML is not read or written in the renderer.');
}
