import { action, type ConsumedCapacity, db, type Item, type Operation, type Store } from './dynalite.ts';
import { dynamoError, errorName, isServiceError, validationError } from './errors.ts';
import { runAction } from './guarded.ts';
import { IdempotencyTokens } from './idempotency.ts';
import { itemAt, type Target, targetOf, whileLocked } from './locks.ts';
import { conflictMessage, type OngoingWrites } from './ongoing-writes.ts';
import { StagedStore } from './staged-store.ts';
import {
  operationsOf,
  type TransactGetRequest,
  type TransactWriteRequest,
  type WriteKind,
  writeKinds,
} from './transaction-validation.ts';

const maxTransactionBytes = 4 * 1024 * 1024;

interface CancellationReason {
  readonly Code: 'None' | 'ConditionalCheckFailed' | 'TransactionConflict' | 'ValidationError';
  readonly Message?: string;
  readonly Item?: Item;
}

const none: CancellationReason = { Code: 'None' };
const conflict: CancellationReason = {
  Code: 'TransactionConflict',
  Message: conflictMessage,
};

/** TransactWriteItems and TransactGetItems, built on dynalite's get, put, update and delete. */
export class Transactions {
  readonly #store: Store;
  readonly #ongoing: OngoingWrites;
  readonly #tokens: IdempotencyTokens;
  #conflictsToCome = 0;

  constructor(store: Store, ongoing: OngoingWrites, now: () => number) {
    this.#store = store;
    this.#ongoing = ongoing;
    this.#tokens = new IdempotencyTokens(now);
  }

  /** The next `count` transactions that write are cancelled as if they conflicted with another one. */
  conflictNext(count: number): void {
    this.#conflictsToCome = count;
  }

  write(request: TransactWriteRequest): Promise<Record<string, unknown>> {
    const token = request.ClientRequestToken;
    if (token === undefined) return this.#write(request);
    return this.#tokens.once(token, JSON.stringify(request.TransactItems), () => this.#write(request));
  }

  async get(request: TransactGetRequest): Promise<Record<string, unknown>> {
    const operations = request.TransactItems.map(({ Get }) => ({
      ...Get,
      ConsistentRead: true,
      ...wantedCapacity(request),
    }));
    const targets = await targetsOf(this.#store, operations);
    cancelIfAny(this.#ongoing.conflictsOfRead(targets).map(toReason));
    const answers = await whileLocked(this.#store, targets, () =>
      Promise.all(operations.map((operation) => runAction(action('GetItem'), this.#store, operation))),
    );
    return {
      Responses: answers.map(({ Item }) => (Item ? { Item } : {})),
      ...consumed(answers.map(capacityOf), 'ReadCapacityUnits'),
    };
  }

  async #write(request: TransactWriteRequest): Promise<Record<string, unknown>> {
    const writes = request.TransactItems.flatMap(operationsOf);
    const operations = writes.map(([, operation]) => operation);
    checkSize(operations);
    const targets = await targetsOf(this.#store, operations);
    if (this.#conflictsToCome > 0) {
      this.#conflictsToCome -= 1;
      throw cancelled(writes.map((_, index) => (index === 0 ? conflict : none)));
    }
    cancelIfAny(this.#ongoing.conflictsOfTransaction(targets).map(toReason));
    const write = async () => {
      const staged = new StagedStore(this.#store);
      const outcomes: Outcome[] = [];
      for (const [index, [kind, operation]] of writes.entries())
        outcomes.push(
          await stage(staged, kind, { ...operation, ...wantedCapacity(request) }, targets[index] as Target),
        );
      cancelIfAny(outcomes.map((outcome) => outcome.reason));
      await staged.commit();
      return consumed(
        outcomes.map((outcome) => outcome.capacity),
        'WriteCapacityUnits',
      );
    };
    return this.#ongoing.duringTransaction(targets, () => whileLocked(this.#store, targets, write));
  }
}

const toReason = (isConflict: boolean) => (isConflict ? conflict : none);

interface Outcome {
  readonly reason: CancellationReason;
  readonly capacity?: ConsumedCapacity | undefined;
}

async function stage(
  staged: StagedStore,
  kind: WriteKind,
  operation: Operation,
  target: Target,
): Promise<Outcome> {
  const existing = await itemAt(staged, target);
  try {
    if (kind !== 'ConditionCheck')
      return {
        reason: none,
        capacity: capacityOf(await runAction(action(writeKinds[kind]), staged, operation)),
      };
    const failed = db.checkConditional(operation, existing);
    if (failed) throw failed;
    return { reason: none, capacity: db.addConsumedCapacity(operation, false, existing) };
  } catch (error) {
    if (!isServiceError(error)) throw error;
    const Message = String(error.body['message']);
    if (errorName(error) !== 'ConditionalCheckFailedException')
      return { reason: { Code: 'ValidationError', Message } };
    const Item = operation.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? existing : undefined;
    return { reason: { Code: 'ConditionalCheckFailed', Message, ...(Item && { Item }) } };
  }
}

/** @throws ServiceError that cancels the transaction if a key does not match its table. */
async function targetsOf(store: Store, operations: readonly Operation[]): Promise<Target[]> {
  const reasons = operations.map(() => none);
  const targets = await Promise.all(
    operations.map((operation, index) =>
      targetOf(store, operation).catch((error: unknown) => {
        if (!isServiceError(error) || errorName(error) !== 'ValidationException') throw error;
        reasons[index] = { Code: 'ValidationError', Message: String(error.body['message']) };
      }),
    ),
  );
  const known = targets.filter((target) => target !== undefined);
  if (new Set(known.map(({ table, key }) => `${table.TableName}~${key}`)).size < known.length)
    throw validationError('Transaction request cannot include multiple operations on one item');
  cancelIfAny(reasons);
  return known;
}

function cancelIfAny(reasons: readonly CancellationReason[]): void {
  if (reasons.some((reason) => reason !== none)) throw cancelled(reasons);
}

function cancelled(reasons: readonly CancellationReason[]) {
  const codes = reasons.map((reason) => reason.Code).join(', ');
  return dynamoError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
}

function checkSize(operations: readonly Operation[]): void {
  const bytes = operations.reduce((sum, { Item }) => sum + (Item ? db.itemSize(Item) : 0), 0);
  if (bytes > maxTransactionBytes)
    throw validationError(`Transaction payload size cannot exceed 4MB. Payload Size: ${bytes}`);
}

function wantedCapacity({ ReturnConsumedCapacity }: TransactWriteRequest | TransactGetRequest) {
  return ReturnConsumedCapacity === undefined ? {} : { ReturnConsumedCapacity };
}

function capacityOf(answer: Record<string, unknown>): ConsumedCapacity | undefined {
  return answer['ConsumedCapacity'] as ConsumedCapacity | undefined;
}

/** Per table; a transaction costs twice what the same operations cost outside one. */
function consumed(capacities: readonly (ConsumedCapacity | undefined)[], kind: string) {
  const units = new Map<string, number>();
  for (const capacity of capacities)
    if (capacity)
      units.set(capacity.TableName, (units.get(capacity.TableName) ?? 0) + 2 * capacity.CapacityUnits);
  if (units.size === 0) return {};
  const ConsumedCapacity = [...units].map(([TableName, CapacityUnits]) => ({
    TableName,
    CapacityUnits,
    [kind]: CapacityUnits,
  }));
  return { ConsumedCapacity };
}
