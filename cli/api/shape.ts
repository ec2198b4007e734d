import contract from '../../contract/shapes.json' with { type: 'json' };

/** The part of a JSON Schema that an answer is checked by; see functions/openapi/shapes.ts. */
interface Shape {
  readonly $ref?: string;
  readonly anyOf?: readonly Shape[];
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
}

const { operations, schemas } = contract as {
  /** By operation and status; null for an answer without a body. */
  readonly operations: Readonly<Record<string, Readonly<Record<string, Shape | null>>>>;
  readonly schemas: Readonly<Record<string, Shape>>;
};

/** Whether an answer has the types and members that the API describes. New members and values are accepted. */
export function isAnswerOf(operation: string, status: number, value: unknown): boolean {
  const shape = operations[operation]?.[status];
  if (shape === undefined) return false;
  return shape === null ? value === undefined : hasShape(value, shape);
}

/** Whether a value has the shape of a named schema. */
export const isA = (name: string, value: unknown): boolean => hasShape(value, schemas[name] ?? {});

function hasShape(
  value: unknown,
  { $ref, anyOf, type, properties = {}, required = [], items }: Shape,
): boolean {
  if ($ref !== undefined) return isA($ref, value);
  if (anyOf) return anyOf.some((shape) => hasShape(value, shape));
  if (type === 'array') return Array.isArray(value) && value.every((one) => hasShape(one, items ?? {}));
  if (type === 'object') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const members = value as Readonly<Record<string, unknown>>;
    return (
      required.every((name) => members[name] !== undefined) &&
      Object.entries(properties).every(
        ([name, shape]) => members[name] === undefined || hasShape(members[name], shape),
      )
    );
  }
  if (type === 'null') return value === null;
  return typeof value === (type === 'integer' ? 'number' : type);
}
