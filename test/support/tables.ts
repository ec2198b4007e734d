import { tableNames } from '../../functions/steps.ts';
import { tableShapes } from '../../lib/table-shapes.ts';
import type { TableDefinition } from '../../local/emulators/index.ts';

/** The service's tables, their names beginning with `prefix`. */
export function tableDefinitions(prefix: string): TableDefinition[] {
  return tableNames.map((table) => {
    const { partitionKey, sortKey, expires } = tableShapes[table];
    const names = sortKey ? [partitionKey, sortKey] : [partitionKey];
    return {
      tableName: `${prefix}-${table}`,
      attributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      keySchema: names.map((AttributeName, index) => ({
        AttributeName,
        KeyType: index === 0 ? ('HASH' as const) : ('RANGE' as const),
      })),
      ...(expires && { timeToLiveAttribute: 'ttl' }),
    };
  });
}

/** The variables by which a function finds them. */
export function tableEnvironment(prefix: string): Record<string, string> {
  return Object.fromEntries(
    tableNames.map((table) => [`${table.toUpperCase()}_TABLE`, `${prefix}-${table}`]),
  );
}
