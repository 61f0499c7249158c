import { statisticalMethods } from './english/statistical-methods.ts';
import { t } from './messages.ts';

const isKnown = (method: string): method is keyof typeof statisticalMethods =>
  Object.hasOwn(statisticalMethods, method);

/** Reports of earlier versions hold the name itself. */
export function statisticalMethodName(method: string): string {
  return isKnown(method) ? t(`statisticalMethods:${method}`) : method;
}
