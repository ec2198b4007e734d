import { type AccessRequest, localArn } from '../authorize.ts';

type Request = Record<string, unknown>;
type Needed = Pick<AccessRequest, 'action' | 'resources'>;

const transactionActions: Record<string, string> = {
  ConditionCheck: 'ConditionCheckItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
};

/** The permissions that IAM requires for a call. A transaction needs those of its operations. */
export function neededPermissions(call: string, request: Request): Needed[] {
  if (call === 'TransactWriteItems' || call === 'TransactGetItems') return permissionsOfTransaction(request);
  if (call === 'BatchGetItem' || call === 'BatchWriteItem')
    return Object.keys(request['RequestItems'] as object).map((table) => needed(call, table));
  return [needed(call, String(request['TableName'] ?? '*'), request['IndexName'] as string | undefined)];
}

function permissionsOfTransaction(request: Request): Needed[] {
  const items = request['TransactItems'] as Record<string, { TableName: string }>[];
  return items.flatMap((item) =>
    Object.entries(item).map(([kind, { TableName }]) => needed(transactionActions[kind] ?? kind, TableName)),
  );
}

function needed(action: string, table: string, index?: string): Needed {
  const resource = index === undefined ? `table/${table}` : `table/${table}/index/${index}`;
  return { action: `dynamodb:${action}`, resources: [localArn('dynamodb', resource)] };
}
