/** The elements keep their order: the rule is that of Reshape. */
export { reshape as squeeze } from './reshape.ts';
