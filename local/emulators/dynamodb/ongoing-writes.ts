import { dynamoError } from './errors.ts';
import type { Target } from './locks.ts';

/** What DynamoDB says of an item that another transaction is writing or checking. */
export const conflictMessage = 'Transaction is ongoing for the item';

const identify = ({ table, key }: Target) => `${table.TableName}~${key}`;

/**
 * The items that are being written at this moment. DynamoDB does not queue what meets a transaction: it refuses a
 * transaction that shares an item with another one, and a single write of an item that is in a transaction. A single
 * write that is under way refuses a transaction that reads, and nothing else.
 * See "Transaction conflict handling" in the developer guide.
 */
export class OngoingWrites {
  /** Without it, they wait for each other. */
  readonly #refuses: boolean;
  readonly #inTransactions = new Set<string>();
  readonly #single = new Map<string, number>();
  readonly #running = new Set<Promise<unknown>>();

  constructor(refuses: boolean) {
    this.#refuses = refuses;
  }

  /** Which of the items are in another transaction, in their order. */
  conflictsOfTransaction(targets: readonly Target[]): readonly boolean[] {
    return targets.map((target) => this.#refuses && this.#inTransactions.has(identify(target)));
  }

  /** The same for a transaction that reads, which single writes conflict with as well. */
  conflictsOfRead(targets: readonly Target[]): readonly boolean[] {
    const single = targets.map((target) => this.#refuses && this.#single.has(identify(target)));
    return this.conflictsOfTransaction(targets).map((conflict, index) => conflict || single[index] === true);
  }

  /** Between asking for conflicts and this call nothing else may run. */
  async duringTransaction<T>(targets: readonly Target[], run: () => Promise<T>): Promise<T> {
    const items = targets.map(identify);
    for (const item of items) this.#inTransactions.add(item);
    try {
      return await this.#track(run());
    } finally {
      for (const item of items) this.#inTransactions.delete(item);
    }
  }

  /** @throws ServiceError TransactionConflictException */
  async duringSingleWrite<T>(target: Target, run: () => Promise<T>): Promise<T> {
    const item = identify(target);
    if (this.#refuses && this.#inTransactions.has(item))
      throw dynamoError('TransactionConflictException', conflictMessage);
    this.#single.set(item, (this.#single.get(item) ?? 0) + 1);
    try {
      return await this.#track(run());
    } finally {
      const left = (this.#single.get(item) ?? 1) - 1;
      if (left === 0) this.#single.delete(item);
      else this.#single.set(item, left);
    }
  }

  /** Resolves once all writes are over that are under way now. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  #track<T>(write: Promise<T>): Promise<T> {
    this.#running.add(write);
    const forget = () => this.#running.delete(write);
    write.then(forget, forget);
    return write;
  }
}
