/** The inputs that are y share dy, as in Max. */
export { max as min } from './max.ts';
