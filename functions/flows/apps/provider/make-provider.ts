import type { KeyObject } from 'node:crypto';
import Provider, {
  type Adapter,
  type Client,
  type Configuration,
  interactionPolicy,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { authorizationSeconds } from '../../../../core/apps/authorization-request.ts';
import {
  authorizationPage,
  claimsOfScopes,
  clientAuthMethods,
  providerPaths,
} from '../../../../core/apps/provider-metadata.ts';
import { accessTokenSeconds } from '../../../../core/apps/signing-key.ts';
import { acrs } from '../../../../core/factors/factor.ts';
import { digest, equalInConstantTime } from '../../../../core/kernel/digest.ts';
import { randomID } from '../../../../core/kernel/random.ts';
import { sessionLimits } from '../../../../core/sign-in/session.ts';
import type { Store } from '../../../adapters/store.ts';
import { type Host, setting } from '../../../host.ts';
import { findAccountOf, grantIDOf, type ReliedOnSession, sessionOfGrant } from './find-account.ts';
import { ClientAdapter, ForgetfulAdapter, GrantAdapter } from './grant-adapter.ts';

interface Ports {
  readonly store: Store;
  readonly host: Host;
}

const { Check, Prompt } = interactionPolicy;
const { NO_NEED_TO_PROMPT, REQUEST_PROMPT } = Check;

/** What the user decided on our page; only there can it be decided. */
const resultOf = ({ oidc }: KoaContextWithOIDC) =>
  oidc.result as
    | { readonly login?: { readonly sessionID?: string; readonly accountId?: string } }
    | undefined;

function decidedSession(ctx: KoaContextWithOIDC): ReliedOnSession | undefined {
  const { sessionID, accountId } = resultOf(ctx)?.login ?? {};
  return sessionID && accountId ? { userID: accountId, id: sessionID } : undefined;
}

/** Every request leads to our page, which knows the session of the service. There is no other session. */
const policy = [
  new Prompt(
    { name: 'login', requestable: true },
    new Check('session', 'The user has to sign in', (ctx) =>
      decidedSession(ctx) && ctx.oidc.account ? NO_NEED_TO_PROMPT : REQUEST_PROMPT,
    ),
  ),
  new Prompt({ name: 'consent', requestable: true }),
];

/** A new grant for each sign-in: what the app may know for as long as the session lasts. */
async function makeGrant(ctx: KoaContextWithOIDC, random: string) {
  const relied = decidedSession(ctx);
  const { account, client, provider, requestParamOIDCScopes } = ctx.oidc;
  if (!relied || !account || !client) return undefined;
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.jti = grantIDOf(relied, random);
  grant.addOIDCScope([...requestParamOIDCScopes].join(' '));
  await grant.save();
  return grant;
}

/** The page of a public app may read the answers; others ask from their server. */
function mayRead(origin: string, client: Client): boolean {
  const origins = (client.redirectUris ?? [])
    .filter((uri) => URL.canParse(uri))
    .map((uri) => new URL(uri).origin);
  return client.clientAuthMethod === 'none' && origins.includes(origin);
}

function configurationOf(ports: Ports, keys: readonly SigningJwk[]): Configuration {
  const { host } = ports;
  const off = { enabled: false } as const;
  return {
    adapter: (kind: string) => adapterOf(kind, ports),
    jwks: { keys: [...keys] },
    routes: { ...providerPaths },
    scopes: ['openid'],
    claims: claimsOfScopes,
    // Load balancers and proxies read the id token alone.
    conformIdTokenClaims: false,
    acrValues: [...acrs],
    responseTypes: ['code'],
    clientAuthMethods: [...clientAuthMethods],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
    features: {
      devInteractions: off,
      dPoP: off,
      pushedAuthorizationRequests: off,
      resourceIndicators: off,
      rpInitiatedLogout: off,
    },
    ttl: {
      AccessToken: accessTokenSeconds,
      AuthorizationCode: 60,
      Grant: sessionLimits.cli.lifetimeSeconds,
      IdToken: accessTokenSeconds,
      Interaction: authorizationSeconds,
      Session: authorizationSeconds,
    },
    interactions: { policy, url: (_ctx, { uid }) => authorizationPage(uid) },
    findAccount: (ctx, _sub, token) =>
      findAccountOf(token ? sessionOfGrant(grantIDIn(token)) : decidedSession(ctx), ports),
    loadExistingGrant: (ctx) => makeGrant(ctx, randomID(host.random)),
    // The session of the service decides how long codes and tokens are good for; see findAccount.
    expiresWithSession: () => false,
    issueRefreshToken: () => false,
    clientBasedCORS: (_ctx, origin, client) => mayRead(origin, client),
    renderError: (ctx, out) => {
      ctx.status = 303;
      ctx.set('location', `/authorize/failed?error=${encodeURIComponent(out.error)}`);
      ctx.body = out;
    },
  };
}

const grantIDIn = (token: object): string | undefined =>
  'grantId' in token && typeof token.grantId === 'string' ? token.grantId : undefined;

function adapterOf(kind: string, ports: Ports): Adapter {
  if (kind === 'Client') return new ClientAdapter(ports);
  return kind === 'Session' ? new ForgetfulAdapter() : new GrantAdapter(kind, ports);
}

/** A private signing key in the form that the protocol's library takes. */
type SigningJwk = NonNullable<Configuration['jwks']>['keys'][number];

export function signingJwk({
  id,
  privateKey,
}: {
  readonly id: string;
  readonly privateKey: KeyObject;
}): SigningJwk {
  return { ...privateKey.export({ format: 'jwk' }), kid: id, alg: 'RS256', use: 'sig' } as SigningJwk;
}

/** The protocol (OAuth 2.0, OpenID Connect) over our accounts and apps. @param keys The one that signs is the first. */
export function makeProvider(ports: Ports, keys: readonly SigningJwk[]): Provider {
  const provider = new Provider(setting(ports.host, 'PUBLIC_ORIGIN'), configurationOf(ports, keys));
  // The address of the service is in its settings, not in what a client sends; see http/node-exchange.ts.
  provider.proxy = true;
  provider.Client.prototype.compareClientSecret = function compare(this: Client, given: string) {
    return equalInConstantTime(this.clientSecret ?? '', digest(given));
  };
  return provider;
}
