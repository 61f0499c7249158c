import type { Fault } from '../../domain/faults/fault.ts';
import { sentenceOf } from '../../contract/messages/fault-sentences.ts';

/** Ends a saliency check for something that can be expected, from however deep in it. */
export class SaliencyCheckFault extends Error {
  override readonly name = 'SaliencyCheckFault';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(sentenceOf(fault));
    this.fault = fault;
  }
}
