import { absent, type Change, equal, present, put, remove, update } from '../kernel/change.ts';
import { digest } from '../kernel/digest.ts';
import { displayNameRefusal } from '../kernel/display-name.ts';
import { type Random, randomID } from '../kernel/random.ts';
import { type AppKind, type RedirectFault, redirectFault } from './redirect-uri.ts';

/** A product that relies on the accounts of this service, as an operator registered it. */
export interface App {
  /** Who registered it, and may change and remove it. */
  readonly owner: typeof operatorsApps;
  /** The owner and a random part, so that the id alone finds the row. `client_id` in tokens. */
  readonly id: string;
  readonly name: string;
  /** What its tokens are for (`aud`). No two apps have the same. */
  readonly audience: string;
  readonly createdAt: number;
  /** Absent if nobody signs in to it in a browser. */
  readonly signIn?: SignInSettings;
}

/** How users sign in to an app with their account here (OpenID Connect). */
export interface SignInSettings {
  readonly kind: AppKind;
  /** Where the browser may be sent after the sign-in; compared character by character. */
  readonly redirectURIs: readonly string[];
  /** The digest of the secret of a confidential app, which is not stored. */
  readonly secretDigest?: string;
}

/** Which app has an audience. Its existence makes audiences unique. */
export interface AudienceClaim {
  readonly owner: string;
  readonly id: 'app';
  readonly appID: string;
}

/** The owner of the apps that operators registered. */
export const operatorsApps = 'operator';

export const appLimits = { perOwner: 100, audienceCharacters: 200, redirectURIs: 20 } as const;

export function appKey({ owner, id }: Pick<App, 'owner' | 'id'>) {
  return { owner, id };
}

/** The key of the app with this id, which a program may have made up; undefined if no app can have it. */
export function appKeyOf(id: string): { readonly owner: string; readonly id: string } | undefined {
  const owner = /^([a-z0-9]{1,40})\.[a-z0-9]{1,40}$/.exec(id)?.[1];
  return owner === undefined ? undefined : { owner, id };
}

export function audienceKey(audience: string) {
  return { owner: `audience#${audience}`, id: 'app' };
}

/** What an app is registered with. */
export interface GivenApp {
  readonly name: string;
  readonly audience: string;
  readonly kind?: AppKind;
  readonly redirectURIs?: readonly string[];
}

/** Why an app cannot be registered like this; undefined if it can. */
export type RegistrationFault =
  | 'name-invalid'
  | 'audience-malformed'
  | 'audience-is-issuer'
  | 'app-limit'
  | 'too-many-redirects'
  | RedirectFault;

export function registrationFault(
  given: GivenApp,
  issuer: string,
  registered: number,
): RegistrationFault | undefined {
  const { name, audience, kind = 'public', redirectURIs = [] } = given;
  if (name.trim() === '' || name.length > 100 || displayNameRefusal(name)) return 'name-invalid';
  if (!isAudience(audience)) return 'audience-malformed';
  // A token for it would look like one for this service.
  if (audience.replace(/\/$/, '') === issuer) return 'audience-is-issuer';
  if (registered >= appLimits.perOwner) return 'app-limit';
  if (redirectURIs.length > appLimits.redirectURIs) return 'too-many-redirects';
  return redirectURIs.map((uri) => redirectFault(uri, kind)).find((fault) => fault !== undefined);
}

/** Visible ASCII without quotes and backslashes: a URL or a name, which is compared character by character. */
export function isAudience(text: string): boolean {
  return text.length <= appLimits.audienceCharacters && /^[!#-[\]-~]+$/.test(text);
}

/** @param secret The secret of a confidential app, of 256 random bits. */
export function makeApp(
  { name, audience, kind = 'public', redirectURIs = [] }: GivenApp,
  random: Random,
  createdAt: number,
  secret?: string,
): App {
  const id = `${operatorsApps}.${randomID(random)}`;
  const app = { owner: operatorsApps, id, name: name.trim(), audience, createdAt } as const;
  if (redirectURIs.length === 0) return app;
  const secretDigest = secret !== undefined && { secretDigest: digest(secret) };
  return { ...app, signIn: { kind, redirectURIs: [...new Set(redirectURIs)], ...secretDigest } };
}

/** Registers an app. If a condition fails, another app has the audience. */
export function registerApp(app: App): readonly Change[] {
  const claim: AudienceClaim = { owner: audienceKey(app.audience).owner, id: 'app', appID: app.id };
  return [
    put('apps', appKey(app), { ...app }, [absent('id')]),
    put('apps', audienceKey(app.audience), { ...claim }, [absent('id')]),
  ];
}

/** Gives a confidential app another secret. The one before is refused from now on. */
export function changeSecret(app: App, signIn: SignInSettings, secret: string): Change {
  return update('apps', appKey(app), { signIn: { ...signIn, secretDigest: digest(secret) } }, [
    present('id'),
  ]);
}

/** Removes an app: from now on there are no new tokens for it. Those that it has expire within minutes. */
export function removeApp(app: App): readonly Change[] {
  return [
    remove('apps', appKey(app), [present('id')]),
    remove('apps', audienceKey(app.audience), [equal('appID', app.id)]),
  ];
}
