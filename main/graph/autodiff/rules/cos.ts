import { negate } from '../../ir/emit.ts';
import { elementwise } from '../shared/elementwise-rule.ts';

/** y = cos x: dx = -dy·sin x */
export const cos = elementwise((builder, x) => negate(builder, builder.node('Sin', [x])));
