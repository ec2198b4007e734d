import type { AccessRequest, Authorize } from './emulators/authorize.ts';
import { localAccount } from './emulators/authorize.ts';
import type { LambdaFunction } from './template/functions.ts';
import type { Statement } from './template/roles.ts';

/** What a statement of a function's role allows. */
export interface Grant {
  /** The logical id of the function. */
  readonly function: string;
  readonly action: string;
  readonly resource: string;
  /** The condition's value, where it names one: `kms:EncryptionContext:purpose=sealing`. */
  readonly condition?: string;
}

/** The access key of the local run itself, which may do everything: it creates the tables. */
export const operatorKeyID = 'local-operator';

/** Whose calls the emulators see. */
const playedServices = ['dynamodb', 'kms', 'ses'];

/**
 * IAM for the emulators: a function's access key is its logical id, and it may do what the policies of its role in the
 * template allow. It keeps account of which permissions were used.
 */
export class Iam {
  readonly #functions: ReadonlyMap<string, LambdaFunction>;
  readonly #used = new Set<string>();

  constructor(functions: readonly LambdaFunction[]) {
    this.#functions = new Map(functions.map((it) => [it.logicalID, it]));
  }

  readonly authorize: Authorize = (request) => {
    if (request.accessKeyID === operatorKeyID) return undefined;
    const caller = this.#functions.get(request.accessKeyID);
    if (!caller) return refusal(request, `user/${request.accessKeyID}`);
    const matching = grantsOf(caller).filter(
      ({ grant, statement }) =>
        matches(grant.action.toLowerCase(), request.action.toLowerCase()) &&
        request.resources.some((resource) => matches(grant.resource, resource)) &&
        conditionsHold(statement, request),
    );
    const denied = matching.some(({ statement }) => statement.effect === 'Deny');
    if (denied || matching.length === 0)
      return refusal(request, `assumed-role/${caller.role.name}/${caller.name}`);
    for (const { grant } of matching) this.#used.add(JSON.stringify(grant));
    return undefined;
  };

  /** Permissions for what the emulators play that no call has needed so far. */
  unusedGrants(): Grant[] {
    return [...this.#functions.values()]
      .flatMap((it) => grantsOf(it))
      .filter(({ grant, statement }) => statement.effect === 'Allow' && isPlayed(grant, statement))
      .map(({ grant }) => grant)
      .filter((grant) => !this.#used.has(JSON.stringify(grant)));
  }
}

function grantsOf({ logicalID, role }: LambdaFunction) {
  return role.statements.flatMap(oneByOne).flatMap(({ statement, condition }) =>
    statement.actions.flatMap((action) =>
      statement.resources.map((resource) => ({
        statement,
        grant: { function: logicalID, action, resource, ...(condition && { condition }) } as Grant,
      })),
    ),
  );
}

/** A statement that allows several values of a condition key, as a statement for each. */
function oneByOne(statement: Statement): { statement: Statement; condition?: string }[] {
  const { StringEquals: equals, ...others } = statement.conditions;
  const [entry, ...more] = Object.entries(equals ?? {});
  if (!entry || more.length > 0) return [{ statement }];
  const [key, values] = entry;
  return values.map((value) => ({
    statement: { ...statement, conditions: { ...others, StringEquals: { [key]: [value] } } },
    condition: `${key}=${value}`,
  }));
}

/** A key that only another service may use in the function's name encrypts tables and logs, which is not played. */
function isPlayed(grant: Grant, { conditions }: Statement): boolean {
  const throughAService = Object.values(conditions).some((wanted) => 'kms:ViaService' in wanted);
  return !throughAService && playedServices.includes(grant.action.split(':')[0] ?? '');
}

/** @param pattern with `*` for anything and `?` for one character. */
function matches(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 's').test(text);
}

type Comparison = (wanted: string, given: string) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: (wanted, given) => wanted === given,
  StringEqualsIgnoreCase: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
  StringLike: matches,
  ArnLike: matches,
  ArnEquals: matches,
  Bool: (wanted, given) => wanted === given,
};

/** A key that the request does not have fails its condition. @throws Error for an operator that is not known. */
function conditionsHold({ conditions }: Statement, { context }: AccessRequest): boolean {
  return Object.entries(conditions).every(([operator, keys]) => {
    const comparison = comparisons[operator];
    if (!comparison) throw new Error(`The local run does not know the IAM condition operator ${operator}.`);
    return Object.entries(keys).every(([key, wanted]) => {
      const given = context[key];
      return given !== undefined && wanted.some((value) => comparison(value, given));
    });
  });
}

function refusal({ action, resources: [resource] }: AccessRequest, who: string): string {
  return (
    `User: arn:aws:sts::${localAccount.accountID}:${who} is not authorized to perform: ${action} ` +
    `on resource: ${resource} because no identity-based policy allows the ${action} action`
  );
}
