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
  /** The condition, if it compares with one value: `kms:EncryptionContext:purpose=sealing`. */
  readonly condition?: string;
}

/** The access key of the local run itself. It may do everything, because it creates the tables. */
export const operatorKeyID = 'local-operator';

/** The services whose calls reach an emulator. */
const emulatedServices = ['dynamodb', 'kms', 'ses'];

/**
 * IAM for the emulators. The access key of a function is its logical id, and it may do what the policies of its role in the
 * template allow. Records which permissions were used.
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

  /** Permissions for emulated services that no call has needed so far. */
  unusedGrants(): Grant[] {
    return [...this.#functions.values()]
      .flatMap((it) => grantsOf(it))
      .filter(({ grant, statement }) => statement.effect === 'Allow' && isEmulated(grant, statement))
      .map(({ grant }) => grant)
      .filter((grant) => !this.#used.has(JSON.stringify(grant)));
  }
}

function grantsOf({ logicalID, role }: LambdaFunction) {
  return role.statements.flatMap(splitByValue).flatMap(({ statement, condition }) =>
    statement.actions.flatMap((action) =>
      statement.resources.map((resource) => ({
        statement,
        grant: { function: logicalID, action, resource, ...(condition && { condition }) } as Grant,
      })),
    ),
  );
}

/** Splits a statement that allows several values of a condition key into one for each value. */
function splitByValue(statement: Statement): { statement: Statement; condition?: string }[] {
  const { StringEquals: equals, ...others } = statement.conditions;
  const [entry, ...more] = Object.entries(equals ?? {});
  if (!entry || more.length > 0) return [{ statement }];
  const [key, values] = entry;
  return values.map((value) => ({
    statement: { ...statement, conditions: { ...others, StringEquals: { [key]: [value] } } },
    condition: `${key}=${value}`,
  }));
}

/** A key that is used only through another service encrypts tables and logs, which the emulators do not do. */
function isEmulated(grant: Grant, { conditions }: Statement): boolean {
  const throughAService = Object.values(conditions).some((wanted) => 'kms:ViaService' in wanted);
  return !throughAService && emulatedServices.includes(grant.action.split(':')[0] ?? '');
}

/** @param pattern where `*` matches any text and `?` one character. */
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

/** A condition fails if the request does not have its key. @throws Error for an operator that is not supported. */
function conditionsHold({ conditions }: Statement, { context }: AccessRequest): boolean {
  return Object.entries(conditions).every(([operator, keys]) => {
    const comparison = comparisons[operator];
    if (!comparison)
      throw new Error(`The local run does not support the IAM condition operator ${operator}.`);
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
