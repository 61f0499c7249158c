import { negate } from './emit.ts';
import { elementwise } from './elementwise.ts';

/** y = cos x: dx = -dy·sin x */
export const cos = elementwise((builder, x) => negate(builder, builder.node('Sin', [x])));
