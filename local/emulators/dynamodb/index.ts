import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Authorize, allowAll } from '../authorize.ts';
import { accessKeyOf, answerJson, type Listener, listen, PayloadTooLarge, readBody } from '../http.ts';
import { db, type Store } from './dynalite.ts';
import { isServiceError, ServiceError } from './errors.ts';
import { OngoingWrites } from './ongoing-writes.ts';
import { checkRequest, offeredOperations } from './operations.ts';
import { neededPermissions } from './permissions.ts';
import { Transactions } from './transactions.ts';

export { createTables, type TableDefinition, TableLayoutError } from './tables.ts';

export type Conflicts = 'refuse' | 'queue';

export interface DynamoDBOptions {
  /** The folder for the tables; by default they are kept in memory. */
  readonly path?: string;
  readonly authorize?: Authorize;
  /** The time in epoch milliseconds, by which ClientRequestTokens expire. */
  readonly now?: () => number;
  /**
   * What becomes of a write that meets a transaction on the same item: DynamoDB refuses it, which is the default. `queue`
   * is for tests that count exactly how many of a burst get through.
   */
  readonly conflicts?: Conflicts;
  /** Receives errors that are not errors of DynamoDB. They are answered with 500. */
  readonly onUnexpected?: (error: unknown) => void;
}

export interface DynamoDBEmulator extends Listener {
  /** The next `count` TransactWriteItems are cancelled with TransactionConflict. */
  conflictNext(count: number): void;
  /** Resolves once the writes that are under way are over. */
  settled(): Promise<void>;
}

const contentType = 'application/x-amz-json-1.0';
const maxRequestBytes = 16 * 1024 * 1024;

/**
 * DynamoDB for a local run: dynalite with transactions, which conflict, TTL settings and ReturnValuesOnConditionCheckFailure.
 * @throws an error of level if the folder cannot be used because it is locked, damaged or not writable.
 */
export async function startDynamoDB(options: DynamoDBOptions = {}): Promise<DynamoDBEmulator> {
  const store = db.create({
    ...(options.path !== undefined && { path: options.path }),
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
  });
  await store.db.open();
  const ongoing = new OngoingWrites(options.conflicts !== 'queue');
  const transactions = new Transactions(store, ongoing, options.now ?? Date.now);
  const offered = offeredOperations(store, transactions, ongoing);
  const listener = await listen(handler(store, offered, options));
  return {
    ...listener,
    conflictNext: (count) => transactions.conflictNext(count),
    settled: () => ongoing.settled(),
    async close() {
      await listener.close();
      await store.db.close();
    },
  };
}

function handler(
  store: Store,
  offered: ReturnType<typeof offeredOperations>,
  options: Pick<DynamoDBOptions, 'authorize' | 'onUnexpected'>,
) {
  const authorize = options.authorize ?? allowAll;

  async function answer(request: IncomingMessage): Promise<Record<string, unknown>> {
    const body = await readBody(request, maxRequestBytes);
    const call = /^DynamoDB_20120810\.(\w+)$/.exec(String(request.headers['x-amz-target']))?.[1] ?? '';
    const operation = offered.get(call);
    if (!operation) throw new ServiceError('com.amazon.coral.service#UnknownOperationException', '');
    const accessKeyID = accessKeyOf(request);
    if (accessKeyID === undefined)
      throw new ServiceError(
        'com.amazon.coral.service#MissingAuthenticationTokenException',
        'Request is missing Authentication Token',
      );
    const parsed = checkRequest(body, operation, store);
    for (const permission of neededPermissions(call, parsed)) {
      const refusal = authorize({ accessKeyID, context: {}, ...permission });
      if (refusal !== undefined)
        throw new ServiceError('com.amazon.coral.service#AccessDeniedException', refusal);
    }
    return operation.run(parsed);
  }

  return (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('x-amzn-requestid', randomUUID());
    answer(request).then(
      (body) => answerJson(response, 200, contentType, body),
      (error: unknown) => answerError(response, error, options.onUnexpected),
    );
  };
}

function answerError(
  response: ServerResponse,
  error: unknown,
  onUnexpected?: (error: unknown) => void,
): void {
  if (isServiceError(error)) {
    answerJson(response, error.statusCode, contentType, error.body);
  } else if (error instanceof PayloadTooLarge) {
    response.writeHead(413, { connection: 'close' }).end();
  } else {
    onUnexpected?.(error);
    answerJson(response, 500, contentType, {
      __type: 'com.amazon.coral.service#InternalFailure',
      message: 'The request processing has failed because of an unknown error, exception or failure.',
    });
  }
}
