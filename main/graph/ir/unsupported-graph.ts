import type { Fault } from '../../domain/faults/fault.ts';

/** Thrown where a model holds something this program does not handle; the message names the place and the reason. */
export class UnsupportedGraph extends Error {
  constructor(where: string, reason: string, options?: ErrorOptions) {
    super(`${where}: ${reason}`, options);
    this.name = 'UnsupportedGraph';
  }
}

/** Thrown where a model leaves open how its graph is to be used; the fault says what has to be decided. */
export class UndecidedGraph extends UnsupportedGraph {
  readonly fault: Fault;

  constructor(where: string, reason: string, fault: Fault) {
    super(where, reason);
    this.fault = fault;
  }
}
