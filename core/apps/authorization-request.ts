import type { User } from '../accounts/user.ts';
import { type Acr, acrs } from '../factors/factor.ts';
import { acrOf } from '../factors/registry.ts';
import { type Condition, equal, present, update } from '../kernel/change.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';
import { digest } from '../kernel/digest.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import {
  assuranceRefusal,
  lastProof,
  lastReferences,
  type RequiredAssurance,
  reachableAcr,
} from '../sign-in/assurance.ts';
import type { Session } from '../sign-in/session.ts';

/*
 * An app sends its user's browser here to sign in (OpenID Connect Core 3.1.2). The request waits in a row until the user has
 * signed in on our own page, and then has a result, with which the browser goes back to the app.
 */

/** How long a request waits for its user. */
export const authorizationSeconds = 600;

/** What the app asked for: parameters of OpenID Connect, as they were in the address. */
export interface AuthorizationParameters {
  readonly client_id: string;
  readonly acr_values?: string;
  readonly max_age?: string | number;
  readonly prompt?: string;
}

/** A request as its row has it; the protocol's own fields besides are in `payload`. */
export interface AuthorizationRequest {
  readonly id: string;
  readonly kind: string;
  readonly payload: { readonly params: AuthorizationParameters; readonly iat: number };
  readonly result?: AuthorizationResult;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** What the user decided: signed in with a session of ours, or refused. */
export type AuthorizationResult =
  | {
      readonly login: {
        readonly accountId: string;
        readonly sessionID: string;
        /** When the user proved it, in epoch seconds, and what. */
        readonly ts: number;
        readonly acr: Acr;
        readonly amr: readonly string[];
      };
      readonly consent: Readonly<Record<string, never>>;
    }
  | { readonly error: 'access_denied'; readonly error_description: string };

/** The kind of row that a request is; see `grantKey`. */
export const requestKind = 'Interaction';

/** Rows of the protocol are found by what only their holders know, which is not stored. */
export function grantKey(kind: string, secret: string): { readonly id: string } {
  return { id: `${kind}#${digest(secret)}` };
}

/** Only the browser that the app sent here has the cookie of its request: nobody can have another one answer it. */
export function isOpen(
  request: AuthorizationRequest | undefined,
  holdsCookie: boolean,
  now: number,
): request is AuthorizationRequest {
  return request !== undefined && holdsCookie && now < request.expiresAt;
}

/** What the app requires of the session. The first class that we know is the one that it prefers. */
export function requiredBy(
  { payload: { params }, createdAt }: AuthorizationRequest,
  now: number,
): RequiredAssurance {
  const { acr_values, prompt } = params;
  const acr = acr_values?.split(' ').find((value): value is Acr => acrs.some((known) => known === value));
  const maxAge = params.max_age === undefined ? undefined : Number(params.max_age);
  const mustSignInAgain = maxAge === 0 || prompt?.split(' ').includes('login');
  const ages = [
    // Not rounded: a proof counts from the moment of the request on.
    ...(mustSignInAgain ? [(now - createdAt) / 1000] : []),
    ...(maxAge ? [maxAge] : []),
  ];
  return { ...(acr && { acr }), ...(ages.length > 0 && { maxAgeSeconds: Math.min(...ages) }) };
}

export interface Answering {
  readonly request: AuthorizationRequest;
  readonly session: Session;
  readonly user: User;
  readonly now: number;
}

/** Lets the app know who the user is, with the session that the user has here, if it is as strong as the app requires. */
export function approve({ request, session, user, now }: Answering): Decision {
  const required = requiredBy(request, now);
  const refused = assuranceRefusal(session, required, now);
  if (refused) return { refuse: isWithinReach(user, required.acr) ? refused : factorNeeded(required.acr) };
  return answered(request, {
    login: {
      accountId: user.userID,
      sessionID: session.id,
      ts: Math.floor(session.authenticatedAt / 1000),
      acr: acrOf(lastProof(session)),
      amr: lastReferences(session),
    },
    consent: {},
  });
}

const isWithinReach = (user: User, acr: Acr | undefined): boolean =>
  acr === undefined || acrs.indexOf(reachableAcr(user)) >= acrs.indexOf(acr);

const factorNeeded = (acr: Acr = 'aal1'): Problem => problem('stronger-factor-needed', { acr });

/** Sends the user back to the app without an account. */
export function deny(request: AuthorizationRequest): Decision {
  return answered(request, { error: 'access_denied', error_description: 'The user cancelled the sign-in' });
}

function answered({ id, expiresAt }: AuthorizationRequest, result: AuthorizationResult): Decision {
  const stillThere: readonly Condition[] = [present('id'), equal('expiresAt', expiresAt)];
  return {
    commit: [update('grants', { id }, { result }, stillThere)],
    log: notLogged('the log has the sign-in that the session is of'),
    notify: [],
    answer: undefined,
    ifLost: over(),
  };
}

export const over = (): Problem => problem('authorization-over');
