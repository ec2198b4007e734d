import { absent, type Change, equal, present, put, remove } from '../kernel/change.ts';
import { displayNameRefusal } from '../kernel/display-name.ts';
import { type Random, randomID } from '../kernel/random.ts';

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
}

/** Which app has an audience. Its existence makes audiences unique. */
export interface AudienceClaim {
  readonly owner: string;
  readonly id: 'app';
  readonly appID: string;
}

/** The owner of the apps that operators registered. */
export const operatorsApps = 'operator';

export const appLimits = { perOwner: 100, audienceCharacters: 200 } as const;

export function appKey({ owner, id }: Pick<App, 'owner' | 'id'>) {
  return { owner, id };
}

export function audienceKey(audience: string) {
  return { owner: `audience#${audience}`, id: 'app' };
}

/** Why an app cannot be registered like this; undefined if it can. */
export type RegistrationFault = 'name-invalid' | 'audience-malformed' | 'audience-is-issuer' | 'app-limit';

export function registrationFault(
  given: { readonly name: string; readonly audience: string },
  issuer: string,
  registered: number,
): RegistrationFault | undefined {
  const { name, audience } = given;
  if (name.trim() === '' || name.length > 100 || displayNameRefusal(name)) return 'name-invalid';
  if (!isAudience(audience)) return 'audience-malformed';
  // A token for it would look like one for this service.
  if (audience.replace(/\/$/, '') === issuer) return 'audience-is-issuer';
  if (registered >= appLimits.perOwner) return 'app-limit';
  return undefined;
}

/** Visible ASCII without quotes and backslashes: a URL or a name, which is compared character by character. */
export function isAudience(text: string): boolean {
  return text.length <= appLimits.audienceCharacters && /^[!#-[\]-~]+$/.test(text);
}

export function makeApp(
  given: { readonly name: string; readonly audience: string },
  random: Random,
  createdAt: number,
): App {
  const id = `${operatorsApps}.${randomID(random)}`;
  return { owner: operatorsApps, id, name: given.name.trim(), audience: given.audience, createdAt };
}

/** Registers an app. If a condition fails, another app has the audience. */
export function registerApp(app: App): readonly Change[] {
  const claim: AudienceClaim = { owner: audienceKey(app.audience).owner, id: 'app', appID: app.id };
  return [
    put('apps', appKey(app), { ...app }, [absent('id')]),
    put('apps', audienceKey(app.audience), { ...claim }, [absent('id')]),
  ];
}

/** Removes an app: from now on there are no new tokens for it. Those that it has expire within minutes. */
export function removeApp(app: App): readonly Change[] {
  return [
    remove('apps', appKey(app), [present('id')]),
    remove('apps', audienceKey(app.audience), [equal('appID', app.id)]),
  ];
}
