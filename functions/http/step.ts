import type * as z from 'zod/mini';
import type { User } from '../../core/accounts/user.ts';
import type { Circumstances } from '../../core/kernel/circumstances.ts';
import type { Organization } from '../../core/organizations/organization.ts';
import type { Session } from '../../core/sign-in/session.ts';
import type { Dependencies, Factories } from '../dependencies.ts';
import type { Host } from '../host.ts';
import type { StepName, steps } from '../steps.ts';

/** The caller with a session that was just read and judged. */
export interface SignedIn {
  readonly session: Session;
  readonly user: User;
  /** Those that the account is a member of. */
  readonly organizations: readonly Organization[];
}

type RowOf<Name extends StepName> = Extract<(typeof steps)[number], { name: Name }>;
/** Steps for anyone see a session only if there is one. */
type CallerOf<Name extends StepName> =
  RowOf<Name> extends { caller: 'anyone' } ? SignedIn | undefined : SignedIn;

export interface StepRequest<Name extends StepName, Body> {
  readonly method: string;
  readonly body: Body;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly caller: CallerOf<Name>;
  readonly circumstances: Circumstances;
  /** Whom guesses are counted for; see core/sign-in/network-source.ts. */
  readonly source: string;
  /** Whether the session is to be set as a cookie. */
  readonly wantsCookie: boolean;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of the body: a file to keep. */
  readonly file?: { readonly name: string; readonly type: string; readonly text: string };
  /** The session token to set as a cookie; null takes the cookie away. */
  readonly cookie?: string | null;
}

/** A query parameter or a header, as the OpenAPI document describes it. */
export interface Parameter {
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly isRequired?: boolean;
}

export interface StepDefinition<Name extends StepName, Body, U extends Factories> {
  readonly name: Name;
  /** The request body, where one is due. */
  readonly body?: z.ZodMiniType<Body>;
  /** The query parameters and headers that the step reads. */
  readonly query?: Readonly<Record<string, Parameter>>;
  readonly headers?: Readonly<Record<string, Parameter>>;
  /** Where the body may be left out, the step gets undefined for it. */
  readonly bodyIsOptional?: boolean;
  /** A step for anyone that looks at the session, if there is one. */
  readonly readsSession?: boolean;
  /** The successful answers by status; undefined for one without a body. */
  readonly answers: Readonly<Record<number, z.ZodMiniType | undefined>>;
  /** The media type of the file that is answered instead of JSON if the caller asks for one. */
  readonly fileType?: string;
  /** The adapters that `run` gets, each by the factory that makes it. A function holds only the adapters named here. */
  readonly uses: U;
  readonly run: (
    request: StepRequest<Name, Body>,
    ports: Dependencies<U> & { readonly host: Host },
  ) => Promise<Answer>;
}

/** A step as the stack and the OpenAPI document see it. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where steps of all bodies and uses meet
export type AnyStep = StepDefinition<any, any, any>;

/** Defines what a row of the table does. */
export function defineStep<const Name extends StepName, Body, U extends Factories>(
  definition: StepDefinition<Name, Body, U>,
): StepDefinition<Name, Body, U> {
  return definition;
}
