/** The elements that are y share dy, as in ReduceMax. */
export { reduceMax as reduceMin } from './reduce-max.ts';
