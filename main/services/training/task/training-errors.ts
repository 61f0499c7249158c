/** How a training can end without a model. */

/** Asked to end before there was a best epoch: the weights are still about as random as they began. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** Asked to rest; its checkpoint says where it goes on. */
export class PausedError extends Error {
  override readonly name = 'PausedError';
}

/** The loss or the scores became infinite or not a number. */
export class DivergedError extends Error {
  override readonly name = 'DivergedError';
}
