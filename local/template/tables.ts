import type { TableDefinition } from '../emulators/index.ts';
import type { Json, JsonObject } from './assembly.ts';
import { type Located, type Resolver, TemplateError } from './resolver.ts';

/** @throws TemplateError */
export function readTables(resolver: Resolver): TableDefinition[] {
  return resolver
    .resources('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
    .map((located) => readTable(resolver, located));
}

function readTable(resolver: Resolver, located: Located): TableDefinition {
  if (located.resource.Properties?.['LocalSecondaryIndexes'] !== undefined)
    throw new TemplateError(
      `The table ${located.logicalID} has local indexes, which the local run does not support.`,
    );
  const list = (name: string) => (resolver.property(located, name) ?? []) as Json;
  const indexes = list('GlobalSecondaryIndexes') as JsonObject[];
  const timeToLive = resolver.property(located, 'TimeToLiveSpecification') as JsonObject | undefined;
  return {
    tableName: resolver.ref(located),
    attributeDefinitions: list('AttributeDefinitions') as unknown as TableDefinition['attributeDefinitions'],
    keySchema: list('KeySchema') as unknown as TableDefinition['keySchema'],
    globalSecondaryIndexes: indexes.map(({ IndexName, KeySchema, Projection }) => ({
      IndexName,
      KeySchema,
      Projection,
    })) as unknown as NonNullable<TableDefinition['globalSecondaryIndexes']>,
    ...(timeToLive?.['Enabled'] === true && { timeToLiveAttribute: String(timeToLive['AttributeName']) }),
  };
}
