import * as z from 'zod/mini';
import { accountEntryKinds } from '../../core/accounts/security-log.ts';
import { acrs, type FactorType, factorTypes, methods } from '../../core/factors/factor.ts';
import type { Seams } from '../../core/factors/registry.ts';
import { languageTags } from '../../core/kernel/language.ts';
import { instant } from './fields.ts';

/** The shapes of answers, for the OpenAPI document and for the tests that compare real answers with it. */

export const method = z.enum(methods);
export const type = z.enum(factorTypes);

const language = z.enum(languageTags);

export const person = { id: z.string(), name: z.string(), email: z.string() };

export const named = { id: z.string(), name: z.string() };
export const role = z.enum(['owner', 'member']);
export const membership = z.strictObject({ ...named, role });

export const requirement = z.strictObject({
  ...named,
  accept: z.array(type),
  /** An owner of the organization must confirm the account. */
  awaitsConfirmation: z.optional(z.literal(true)),
  /** False if the member cannot leave until then. */
  canLeave: z.optional(z.literal(false)),
});

/** What an organization requires from a future date, and the account does not have yet. */
export const upcomingRequirement = z.strictObject({ ...named, deadline: instant, accept: z.array(type) });

export const session = z.strictObject({
  ...person,
  /** The language of the account, if it has one. */
  language: z.optional(language),
  sessionToken: z.optional(z.string()),
  /** What the client has to keep and send as `X-Device`, so that its account knows it. */
  deviceTokens: z.optional(z.string()),
  expiresAt: instant,
  /** The session is valid only for the account, activations, leaving and signing out until these requirements are met. */
  scope: z.optional(z.literal('enrolment')),
  requiredBy: z.optional(z.array(requirement)),
  due: z.optional(z.array(upcomingRequirement)),
});

/** What each factor shows when a challenge or an activation begins, in addition to what all factors show. */
type Shown<Of extends 'challenge' | 'activation'> = {
  readonly [type in FactorType]: { readonly [name in keyof Seams[type][Of]['shown']]: z.ZodMiniType };
};
const credentials = z.array(
  z.strictObject({ id: z.string(), type: z.literal('public-key'), transports: z.array(z.string()) }),
);
/** The options of `navigator.credentials.get`, with binary values in base64url. */
export const requestOptions = z.strictObject({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.int(),
  userVerification: z.enum(['required', 'preferred']),
  allowCredentials: z.optional(credentials),
});
/** The options of `navigator.credentials.create`, with binary values in base64url. */
const creationOptions = z.strictObject({
  rp: z.strictObject({ id: z.string(), name: z.string() }),
  user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.strictObject({ type: z.literal('public-key'), alg: z.int() })),
  timeout: z.int(),
  excludeCredentials: credentials,
  authenticatorSelection: z.strictObject({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('preferred'),
  }),
  attestation: z.literal('none'),
});
const shownInChallenge: Shown<'challenge'> = {
  email: {},
  authenticator: {},
  passkey: { publicKey: z.optional(requestOptions) },
};
const shownInActivation: Shown<'activation'> = {
  email: {},
  authenticator: { secret: z.optional(z.string()), uri: z.optional(z.string()), qr: z.optional(z.string()) },
  passkey: { publicKey: z.optional(creationOptions) },
};
const together = (shown: Shown<'challenge' | 'activation'>): Record<string, z.ZodMiniType> =>
  Object.fromEntries(Object.values(shown).flatMap(Object.entries));

/** What a challenge and an activation have in common. */
const proving = {
  expiresAt: instant,
  attemptsLeft: z.int(),
  /** The number of tries of a new challenge. */
  maximumAttempts: z.int(),
  /** The email address that the code was mailed to, masked; absent if no code was mailed. */
  sentTo: z.optional(z.string()),
  resendsLeft: z.optional(z.int()),
  /** When the code can be sent again. Only after it was mailed. */
  resendAt: z.optional(instant),
  /** From when until when the code can be sent again; absent if the method mails no code, or if it cannot be sent again. */
  resendableAt: z.optional(instant),
  resendableUntil: z.optional(instant),
};

export const challenge = z.strictObject({
  mfaID: z.string(),
  mfaPreferredType: type,
  mfaTypes: z.array(type),
  /** Why no code was mailed, in English; `noticeReason` has the reason. */
  notice: z.optional(z.string()),
  noticeReason: z.optional(z.enum(['code-not-sent', 'mail-returned', 'codes-of-the-hour-spent'])),
  /** For how many days `trustDevice` makes the password enough in this browser; absent if it is not allowed. */
  trustableDays: z.optional(z.int()),
  ...proving,
  ...together(shownInChallenge),
});

export const activation = z.strictObject({
  activationID: z.string(),
  type,
  ...proving,
  ...together(shownInActivation),
});

export const factor = z.strictObject({
  id: z.string(),
  type,
  name: z.string(),
  createdAt: instant,
  lastUsedAt: z.nullable(instant),
  preferred: z.boolean(),
  /** Whether a passkey is synced to other devices of its user; absent for other factors. */
  synced: z.optional(z.boolean()),
});

/** A factor in the account's settings, with whether it can be disabled. */
export const listedFactor = z.extend(factor, {
  /** Whether it can be disabled. If not, `requiredBy` names the organizations that require it, or the account has no password. */
  canDisable: z.boolean(),
  requiredBy: z.array(z.strictObject(named)),
  /** Of a passkey, and its domain: what a browser knows it by, to hide those that were removed. */
  credentialID: z.optional(z.string()),
  rpID: z.optional(z.string()),
});

/** A kind of factor, with how many of it the account can have. */
export const offeredFactor = z.strictObject({ type, maximum: z.int(), canAdd: z.boolean() });

export const recoveryCodes = z.array(z.string());

export const account = z.strictObject({
  ...person,
  /** Null if the account has none yet: its mails are in English, and clients ask the browser or the system. */
  language: z.nullable(language),
  /** When the account is deleted, unless its user keeps it. */
  deletionDueAt: z.optional(instant),
  hasPassword: z.boolean(),
  /** Whether the account can sign in without its password, so that it can be removed. */
  canRemovePassword: z.boolean(),
  scope: z.optional(z.literal('enrolment')),
  mfa: z.strictObject({
    enabled: z.boolean(),
    preferred: z.nullable(type),
    factors: z.array(listedFactor),
    /** Every kind of factor, in the order in which clients show them. */
    types: z.array(offeredFactor),
    recoveryCodesLeft: z.int(),
    requiredBy: z.array(requirement),
    /** The requirements that this session does not meet. Until then it is valid only for the account. */
    unmet: z.optional(z.array(requirement)),
    due: z.optional(z.array(upcomingRequirement)),
  }),
  organizations: z.array(membership),
});

export const verification = z.strictObject({
  ...person,
  /** The id of the session, which is also in the tokens that apps get. */
  sid: z.string(),
  /** When the user last proved something. `amr` and `acr` are about that proof; `methods` are all of the session. */
  authenticatedAt: instant,
  amr: z.array(z.string()),
  /** Authentication context class: `aal2` for a second authenticator, `phr` if it is phishing-resistant. */
  acr: z.enum(acrs),
  /** The highest class that the account can reach with its factors. */
  canReach: z.enum(acrs),
  methods: z.array(method),
  expiresAt: instant,
  organizations: z.array(membership),
});

const listedSession = z.strictObject({
  id: z.string(),
  kind: z.enum(['dashboard', 'cli']),
  createdAt: instant,
  authenticatedAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
  methods: z.array(method),
  address: z.string(),
  browser: z.string(),
});

const listedDevice = z.strictObject({
  id: z.string(),
  createdAt: instant,
  lastSignedInAt: instant,
  /** Until when the password is enough there; null if it is not. */
  trustedUntil: z.nullable(instant),
  address: z.string(),
  browser: z.string(),
});

export const devices = z.strictObject({
  devices: z.array(z.extend(listedDevice, { current: z.boolean() })),
});

export const sessions = z.strictObject({
  sessions: z.array(z.extend(listedSession, { current: z.boolean() })),
});

export const entryKind = z.enum(accountEntryKinds);

const accountLogEntry = z.strictObject({
  id: z.string(),
  at: instant,
  kind: entryKind,
  factor: z.optional(z.strictObject({ type: z.string(), name: z.optional(z.string()) })),
  key: z.optional(z.strictObject({ name: z.string(), fingerprint: z.string() })),
  organization: z.optional(z.strictObject(named)),
  /** The operator's reason. */
  reason: z.optional(z.string()),
  address: z.string(),
  browser: z.string(),
});

export const accountLog = z.strictObject({
  events: z.array(accountLogEntry),
  next: z.optional(z.string()),
});

/** Everything that is stored about an account, for its user. */
export const accountExport = z.strictObject({
  exportedAt: instant,
  account: z.strictObject({
    ...person,
    language: z.nullable(language),
    createdAt: instant,
    lastSignedInAt: z.nullable(instant),
    deletionDueAt: z.optional(instant),
  }),
  factors: z.array(factor),
  recoveryCodesLeft: z.int(),
  sshKeys: z.array(
    z.strictObject({
      name: z.string(),
      fingerprint: z.string(),
      key: z.optional(z.string()),
      createdAt: z.optional(instant),
    }),
  ),
  sessions: z.array(listedSession),
  devices: z.array(listedDevice),
  organizations: z.array(z.strictObject({ ...named, role, joinedAt: z.optional(instant) })),
  events: z.array(accountLogEntry),
});

/** When something is deleted, unless it is kept. */
export const deletion = z.strictObject({ deletionDueAt: instant });

export const key = z.strictObject({
  name: z.string(),
  key: z.string(),
  fingerprint: z.string(),
  createdAt: instant,
});

/** An environment, with the names that the guide's command line reads. */
export const environment = z.strictObject({
  id: z.string(),
  name: z.string(),
  namespace: z.string(),
  organizationId: z.string(),
});

export const accessToken = z.strictObject({
  /** A JWT for the app, which verifies it with the keys of `/.well-known/jwks.json`. */
  token: z.string(),
  expiresAt: instant,
});

/** Public keys as RFC 7517 writes them. */
export const keySet = z.strictObject({
  keys: z.array(
    z.strictObject({
      kty: z.literal('RSA'),
      kid: z.string(),
      alg: z.literal('RS256'),
      use: z.literal('sig'),
      n: z.string(),
      e: z.string(),
    }),
  ),
});

/** The metadata of OpenID Connect Discovery, under their own names. */
export const providerMetadata = z.strictObject({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  userinfo_endpoint: z.string(),
  jwks_uri: z.string(),
  authorization_response_iss_parameter_supported: z.boolean(),
  claims_supported: z.array(z.string()),
  code_challenge_methods_supported: z.array(z.string()),
  grant_types_supported: z.array(z.string()),
  prompt_values_supported: z.array(z.string()),
  response_modes_supported: z.array(z.string()),
  response_types_supported: z.array(z.string()),
  scopes_supported: z.array(z.string()),
  token_endpoint_auth_methods_supported: z.array(z.string()),
  subject_types_supported: z.array(z.string()),
  id_token_signing_alg_values_supported: z.array(z.string()),
  acr_values_supported: z.array(z.enum(acrs)),
});

/** A request of an app that waits for its user. */
export const authorizationRequest = z.strictObject({
  app: z.strictObject({ id: z.string(), name: z.string() }),
});

/** Where the browser goes on, with what the user decided. */
export const authorizationAnswer = z.strictObject({ continueAt: z.string() });

/** An answer without a body. */
export const noBody = undefined;
