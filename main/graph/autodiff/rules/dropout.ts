import { identity } from './identity.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** The inference form, y = x: dx = dy. The training form has become a product with a mask (training-form.ts). */
export const dropout: GradientRule = (context) => {
  const training = context.constantOf(context.node.inputs[2] ?? '');
  const isOn = (context.node.inputs[2] ?? '') !== '' && training?.data[0] !== 0;
  return isOn ? context.refuse('it draws random numbers of its own') : identity(context);
};
