import { type Store, type Validation, validation } from './dynalite.ts';
import { validationError } from './errors.ts';
import { tableOf } from './locks.ts';

/** AWS only promises to delete expired items within days. Here they stay readable forever. */
const keyOf = (table: string) => `time-to-live~${table}`;

interface Specification {
  Enabled: boolean;
  AttributeName: string;
}

const tableName = validation('DescribeTimeToLive').types['TableName'];

export const timeToLiveValidations: Record<'UpdateTimeToLive' | 'DescribeTimeToLive', Validation> = {
  DescribeTimeToLive: validation('DescribeTimeToLive'),
  UpdateTimeToLive: {
    types: {
      TableName: tableName,
      TimeToLiveSpecification: {
        type: 'FieldStruct<TimeToLiveSpecification>',
        notNull: true,
        children: {
          Enabled: { type: 'Boolean', notNull: true },
          AttributeName: {
            type: 'String',
            notNull: true,
            lengthGreaterThanOrEqual: 1,
            lengthLessThanOrEqual: 255,
          },
        },
      },
    },
  },
};

export async function describeTimeToLive(store: Store, request: { TableName: string }) {
  await tableOf(store, request.TableName);
  const attribute = await enabledAttribute(store, request.TableName);
  return {
    TimeToLiveDescription: attribute
      ? { TimeToLiveStatus: 'ENABLED', AttributeName: attribute }
      : { TimeToLiveStatus: 'DISABLED' },
  };
}

export async function updateTimeToLive(
  store: Store,
  request: { TableName: string; TimeToLiveSpecification: Specification },
) {
  await tableOf(store, request.TableName);
  const { Enabled, AttributeName } = request.TimeToLiveSpecification;
  const current = await enabledAttribute(store, request.TableName);
  if (current && current !== AttributeName)
    throw validationError(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
    );
  if (Enabled && current) throw validationError('TimeToLive is already enabled');
  if (!Enabled && !current) throw validationError('TimeToLive is already disabled');
  if (Enabled) await store.db.put(keyOf(request.TableName), AttributeName);
  else await forgetTimeToLive(store, request.TableName);
  return { TimeToLiveSpecification: { Enabled, AttributeName } };
}

export async function forgetTimeToLive(store: Store, table: string): Promise<void> {
  await store.db.del(keyOf(table));
}

async function enabledAttribute(store: Store, table: string): Promise<string | undefined> {
  return (await store.db.get(keyOf(table))) as string | undefined;
}
