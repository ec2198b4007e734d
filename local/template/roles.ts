import type { Json, JsonObject } from './assembly.ts';
import type { Resolver } from './resolver.ts';

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** The accepted values, by operator and condition key. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface Role {
  readonly name: string;
  readonly statements: readonly Statement[];
}

const asList = (value: Json | undefined): string[] =>
  value === undefined ? [] : (Array.isArray(value) ? (value as Json[]) : [value]).map(String);

/**
 * Roles by their ARN, with the statements of their inline policies and of the policies that the template attaches to them.
 * AWS-managed policies are ignored: they allow nothing that is emulated.
 * @throws TemplateError
 */
export function readRoles(resolver: Resolver): Map<string, Role> {
  const attached = new Map<string, Statement[]>();
  for (const policy of resolver.resources('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'))
    for (const role of asList(resolver.property(policy, 'Roles')))
      attached.set(role, [
        ...(attached.get(role) ?? []),
        ...readStatements(resolver.property(policy, 'PolicyDocument') as JsonObject),
      ]);
  return new Map(
    resolver.resources('AWS::IAM::Role').map((located) => {
      const name = resolver.ref(located);
      const own = (resolver.property(located, 'Policies') ?? []) as JsonObject[];
      const statements = own.flatMap((policy) => readStatements(policy['PolicyDocument'] as JsonObject));
      return [
        resolver.attribute(located, 'Arn'),
        { name, statements: [...statements, ...(attached.get(name) ?? [])] },
      ];
    }),
  );
}

function readStatements(document: JsonObject): Statement[] {
  return (document['Statement'] as JsonObject[]).map(({ Effect, Action, Resource, Condition }) => ({
    effect: Effect === 'Deny' ? 'Deny' : 'Allow',
    actions: asList(Action),
    resources: asList(Resource),
    conditions: readConditions((Condition ?? {}) as JsonObject),
  }));
}

function readConditions(condition: JsonObject): Statement['conditions'] {
  return Object.fromEntries(
    Object.entries(condition).map(([operator, wanted]) => [
      operator,
      Object.fromEntries(Object.entries(wanted as JsonObject).map(([key, values]) => [key, asList(values)])),
    ]),
  );
}
