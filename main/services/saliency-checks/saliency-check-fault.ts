import type { Fault } from '../../domain/outcome.ts';

/** Ends a saliency check for something that can be expected, from however deep in it. */
export class SaliencyCheckFault extends Error {
  override readonly name = 'SaliencyCheckFault';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.userMessage);
    this.fault = fault;
  }
}
