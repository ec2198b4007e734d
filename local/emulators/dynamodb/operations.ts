import { action, type Operation, type Store, type Validation, validation, validations } from './dynalite.ts';
import { ServiceError } from './errors.ts';
import { runAction } from './guarded.ts';
import type { OngoingWrites } from './ongoing-writes.ts';
import { singleWrite, singleWrites, singleWriteValidation } from './single-write.ts';
import {
  describeTimeToLive,
  forgetTimeToLive,
  timeToLiveValidations,
  updateTimeToLive,
} from './time-to-live.ts';
import {
  type TransactGetRequest,
  type TransactWriteRequest,
  transactGetValidation,
  transactWriteValidation,
} from './transaction-validation.ts';
import type { Transactions } from './transactions.ts';

type Answer = Promise<Record<string, unknown>>;

interface Offered {
  readonly validation: Validation;
  // biome-ignore lint/suspicious/noExplicitAny: the validation above has checked the form of the request
  run(request: any): Answer;
}

/** Operations of dynalite that are used unchanged. */
const asTheyAre = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'Query',
  'Scan',
  'UpdateTable',
];

/** The operations of the emulator, by name. */
export function offeredOperations(
  store: Store,
  transactions: Transactions,
  ongoing: OngoingWrites,
): Map<string, Offered> {
  const offered = new Map<string, Offered>();
  const dynalite = (name: string) => (request: unknown) => runAction(action(name), store, request);
  for (const name of asTheyAre) offered.set(name, { validation: validation(name), run: dynalite(name) });
  for (const name of singleWrites)
    offered.set(name, {
      validation: singleWriteValidation(name),
      run: (request: Operation) => singleWrite(name, store, ongoing, request),
    });
  offered.set('DeleteTable', {
    validation: validation('DeleteTable'),
    run: async (request: Operation) => {
      const answer = await dynalite('DeleteTable')(request);
      await forgetTimeToLive(store, request.TableName);
      return answer;
    },
  });
  offered.set('DescribeTimeToLive', {
    validation: timeToLiveValidations.DescribeTimeToLive,
    run: (request) => describeTimeToLive(store, request),
  });
  offered.set('UpdateTimeToLive', {
    validation: timeToLiveValidations.UpdateTimeToLive,
    run: (request) => updateTimeToLive(store, request),
  });
  offered.set('TransactWriteItems', {
    validation: transactWriteValidation,
    run: (request: TransactWriteRequest) => transactions.write(request),
  });
  offered.set('TransactGetItems', {
    validation: transactGetValidation,
    run: (request: TransactGetRequest) => transactions.get(request),
  });
  return offered;
}

/** @returns the request with parsed expressions. @throws ServiceError */
export function checkRequest(body: Buffer, offered: Offered, store: Store): Record<string, unknown> {
  const { types, custom } = offered.validation;
  const request = validations.checkTypes(parseObject(body), types);
  validations.checkValidations(request, types, custom, store);
  return request;
}

function parseObject(body: Buffer): unknown {
  try {
    const parsed: unknown = JSON.parse(body.toString());
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {}
  throw new ServiceError(
    'com.amazon.coral.service#SerializationException',
    'The request is not a JSON object',
  );
}
