import type { Acceptance } from './acceptance.ts';

/** Meant by cards that say nothing of it: frontal radiographs of the chest. */
export const usualAcceptance: Acceptance = { views: ['frontal'], bodyParts: ['chest'] };

/** Computed and digital radiography, and digitised films (PS3.3 C.7.3.1.1.1); DR was used before DX. */
export const radiographs: readonly string[] = ['CR', 'DX', 'DR', 'RG'];
