/** Between real numbers only: to and from others nothing passes. The rule is that of Identity. */
export { identity as cast } from './identity.ts';
