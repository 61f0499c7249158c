/** The elements keep their order: the rule is that of Reshape. */
export { reshape as flatten } from './reshape.ts';
