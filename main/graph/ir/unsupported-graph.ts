/** Thrown where a model holds something this program does not handle; the message names the place and the reason. */
export class UnsupportedGraph extends Error {
  constructor(where: string, reason: string, options?: ErrorOptions) {
    super(`${where}: ${reason}`, options);
    this.name = 'UnsupportedGraph';
  }
}
