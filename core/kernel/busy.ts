/**
 * The store could not carry out a read or a write after several attempts, because of contention or load. Nothing was
 * written. Another attempt may succeed at once.
 */
export class Busy extends Error {
  override name = 'Busy';
  constructor(options?: ErrorOptions) {
    super('The service is busy. Try again in a moment.', options);
  }
}
