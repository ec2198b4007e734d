import { type FieldTypes, type Operation, type Validation, validation } from './dynalite.ts';
import { returnOnFailureType } from './single-write.ts';

/** The action of dynalite that validates and carries out an operation of a transaction. */
export const writeKinds = {
  ConditionCheck: 'DeleteItem',
  Put: 'PutItem',
  Delete: 'DeleteItem',
  Update: 'UpdateItem',
} as const;
export type WriteKind = keyof typeof writeKinds;

export type TransactWriteItem = { readonly [kind in WriteKind]?: Operation };

export interface TransactWriteRequest {
  TransactItems: TransactWriteItem[];
  ClientRequestToken?: string;
  ReturnConsumedCapacity?: Operation['ReturnConsumedCapacity'];
}

export interface TransactGetRequest {
  TransactItems: { Get: Operation }[];
  ReturnConsumedCapacity?: Operation['ReturnConsumedCapacity'];
}

const capacityTypes: FieldTypes = {
  ReturnConsumedCapacity: { type: 'String', enum: ['INDEXES', 'TOTAL', 'NONE'] },
};

const operationFields = [
  'TableName',
  'Key',
  'Item',
  'UpdateExpression',
  'ConditionExpression',
  'ProjectionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
];

function operationTypes(action: string, more: FieldTypes): FieldTypes {
  const { types } = validation(action);
  const fields = operationFields.filter((field) => field in types).map((field) => [field, types[field]]);
  return { ...Object.fromEntries(fields), ...more };
}

function operation(kind: string, action: string, more: FieldTypes = {}): FieldTypes {
  return { type: `ValueStruct<${kind}>`, children: operationTypes(action, more) };
}

function listOf(name: string, children: FieldTypes): FieldTypes {
  return {
    type: 'List',
    notNull: true,
    lengthGreaterThanOrEqual: 1,
    lengthLessThanOrEqual: 100,
    children: { type: `ValueStruct<${name}>`, children },
  };
}

const conditionNeeded: FieldTypes = { ConditionExpression: { type: 'String', notNull: true } };

export const transactWriteValidation: Validation = {
  types: {
    ...capacityTypes,
    ClientRequestToken: { type: 'String', lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: 36 },
    TransactItems: listOf('TransactWriteItem', {
      ConditionCheck: operation('ConditionCheck', 'DeleteItem', {
        ...returnOnFailureType,
        ...conditionNeeded,
      }),
      Put: operation('Put', 'PutItem', returnOnFailureType),
      Delete: operation('Delete', 'DeleteItem', returnOnFailureType),
      Update: operation('Update', 'UpdateItem', returnOnFailureType),
    }),
  },
  custom(request, store) {
    for (const item of (request as TransactWriteRequest).TransactItems) {
      const [entry, ...others] = operationsOf(item);
      if (!entry)
        return 'Invalid Request: TransactWriteRequest should contain Delete or Put or Update request';
      if (others.length > 0) return 'TransactItems can only contain one of Check, Put, Update or Delete';
      const [kind, operation] = entry;
      const wrong = validation(writeKinds[kind]).custom?.(operation, store);
      if (wrong) return wrong;
    }
    return undefined;
  },
};

export const transactGetValidation: Validation = {
  types: {
    ...capacityTypes,
    TransactItems: listOf('TransactGetItem', { Get: { ...operation('Get', 'GetItem'), notNull: true } }),
  },
  custom(request, store) {
    for (const { Get } of (request as TransactGetRequest).TransactItems) {
      const wrong = validation('GetItem').custom?.(Get, store);
      if (wrong) return wrong;
    }
    return undefined;
  },
};

/** The operations in one entry of a transaction; exactly one after validation. */
export function operationsOf(item: TransactWriteItem): [WriteKind, Operation][] {
  return Object.entries(item) as [WriteKind, Operation][];
}
