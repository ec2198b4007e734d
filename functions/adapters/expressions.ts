import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Change, Condition } from '../../core/kernel/change.ts';

/** The placeholders of one request: DynamoDB takes names and values separately from the expression. */
class Placeholders {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, unknown> = {};

  name(attribute: string): string {
    const known = Object.keys(this.names).find((placeholder) => this.names[placeholder] === attribute);
    const placeholder = known ?? `#${Object.keys(this.names).length}`;
    this.names[placeholder] = attribute;
    return placeholder;
  }

  value(value: unknown): string {
    const placeholder = `:${Object.keys(this.values).length}`;
    this.values[placeholder] = value;
    return placeholder;
  }

  toParameters() {
    return {
      ...(Object.keys(this.names).length > 0 && { ExpressionAttributeNames: this.names }),
      ...(Object.keys(this.values).length > 0 && { ExpressionAttributeValues: marshall(this.values) }),
    };
  }
}

const comparators = {
  equal: '=',
  'not-equal': '<>',
  below: '<',
  'at-most': '<=',
  above: '>',
  'at-least': '>=',
} as const;

function expression(condition: Condition, placeholders: Placeholders): string {
  // AND binds tighter than OR, so the groups need no parentheses, and DynamoDB refuses redundant ones.
  if ('anyOf' in condition)
    return `(${condition.anyOf.map((group) => conjunction(group, placeholders)).join(' OR ')})`;
  const name = placeholders.name(condition.attribute);
  if (!('value' in condition))
    return `attribute_${condition.is === 'absent' ? 'not_exists' : 'exists'}(${name})`;
  return `${name} ${comparators[condition.is]} ${placeholders.value(condition.value)}`;
}

const conjunction = (conditions: readonly Condition[], placeholders: Placeholders) =>
  conditions.map((condition) => expression(condition, placeholders)).join(' AND ');

/** The parameters of a write request to DynamoDB: what to write, and under which conditions. */
export function writeParameters(change: Change) {
  const placeholders = new Placeholders();
  const updateExpression = change.kind === 'update' ? updateClauses(change, placeholders) : '';
  const condition = conjunction(change.when, placeholders);
  return {
    ...(updateExpression && { UpdateExpression: updateExpression }),
    ...(condition && { ConditionExpression: condition }),
    ...placeholders.toParameters(),
  };
}

function updateClauses(change: Change & { kind: 'update' }, placeholders: Placeholders): string {
  const entries = Object.entries(change.set);
  const set = entries.filter(([, value]) => value !== undefined);
  const removed = entries.filter(([, value]) => value === undefined);
  const added = Object.entries(change.add ?? {});
  const clause = (word: string, parts: string[]) => (parts.length > 0 ? [`${word} ${parts.join(', ')}`] : []);
  return [
    ...clause(
      'SET',
      set.map(([name, value]) => `${placeholders.name(name)} = ${placeholders.value(value)}`),
    ),
    ...clause(
      'REMOVE',
      removed.map(([name]) => placeholders.name(name)),
    ),
    ...clause(
      'ADD',
      added.map(([name, value]) => `${placeholders.name(name)} ${placeholders.value(value)}`),
    ),
  ].join(' ');
}

export function toItem(row: Readonly<Record<string, unknown>>): Record<string, AttributeValue> {
  return marshall(row, { removeUndefinedValues: true });
}
