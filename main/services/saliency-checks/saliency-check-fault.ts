import type { Fault } from '../../domain/outcome.ts';

/** Ends an exam for something that can be expected, from however deep in it. */
export class ExamFault extends Error {
  override readonly name = 'ExamFault';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.userMessage);
    this.fault = fault;
  }
}
