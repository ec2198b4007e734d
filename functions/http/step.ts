import type * as z from 'zod/mini';
import type { PresentedDevice } from '../../core/accounts/device.ts';
import type { User } from '../../core/accounts/user.ts';
import type { Circumstances } from '../../core/kernel/circumstances.ts';
import type { Organization } from '../../core/organizations/organization.ts';
import type { Session } from '../../core/sign-in/session.ts';
import type { Dependencies, Factories } from '../dependencies.ts';
import type { Host } from '../host.ts';
import type { Step, StepName, steps } from '../steps.ts';
import type { Event } from './event.ts';

/** A caller with a valid session. */
export interface SignedIn {
  readonly session: Session;
  readonly user: User;
  /** The organizations that the account is a member of. */
  readonly organizations: readonly Organization[];
}

type RowOf<Name extends StepName> = Extract<(typeof steps)[number], { name: Name }>;
/** Operations for anyone have a caller only if the request presents a valid session. */
type CallerOf<Name extends StepName> =
  RowOf<Name> extends { caller: 'anyone' } ? SignedIn | undefined : SignedIn;

export interface StepRequest<Name extends StepName, Body> {
  readonly method: string;
  /** The event of API Gateway, for the operation that hands requests on as they are. */
  readonly event: Event;
  readonly body: Body;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly caller: CallerOf<Name>;
  readonly circumstances: Circumstances;
  /** What guesses are counted for; see core/sign-in/network-source.ts. */
  readonly source: string;
  /** Whether to set the session as a cookie. */
  readonly wantsCookie: boolean;
  readonly device: PresentedDevice;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** A file to download, instead of the body. */
  readonly file?: { readonly name: string; readonly type: string; readonly text: string };
  /** The session token to set as a cookie; null removes the cookie. */
  readonly cookie?: string | null;
  /** The device tokens to set as a cookie. */
  readonly deviceCookie?: string;
  /** Other cookies, as they are sent. */
  readonly cookies?: readonly string[];
}

/** A query parameter or a header, as the OpenAPI document describes it. */
export interface Parameter {
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly isRequired?: boolean;
}

export interface StepDefinition<Name extends StepName, Body, U extends Factories> {
  readonly name: Name;
  /** The row of the step, in its bundle; see row-of.ts. */
  readonly row?: Step;
  /** The schema of the request body, if the operation has one. */
  readonly body?: z.ZodMiniType<Body>;
  /** The query parameters and headers that the operation reads. */
  readonly query?: Readonly<Record<string, Parameter>>;
  readonly headers?: Readonly<Record<string, Parameter>>;
  /** Whether the body can be left out. It is undefined then. */
  readonly bodyIsOptional?: boolean;
  /** Whether an operation for anyone looks at the session, if there is one. */
  readonly readsSession?: boolean;
  /** The schemas of the successful answers by status; undefined for an answer without a body. */
  readonly answers: Readonly<Record<number, z.ZodMiniType | undefined>>;
  /** The media type of the file that the operation answers with instead of JSON if the caller requests it. */
  readonly fileType?: string;
  /** The factories of the adapters that `run` gets. The bundle of a function contains only the adapters named here. */
  readonly uses: U;
  readonly run: (
    request: StepRequest<Name, Body>,
    ports: Dependencies<U> & { readonly host: Host },
  ) => Promise<Answer>;
}

/** A step of any operation, for the middleware stack and the OpenAPI document. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where steps of all bodies and uses meet
export type AnyStep = StepDefinition<any, any, any>;

/** Defines the step of a row of the table of operations. */
export function defineStep<const Name extends StepName, Body, U extends Factories>(
  definition: StepDefinition<Name, Body, U>,
): StepDefinition<Name, Body, U> {
  return definition;
}
