import type { Account, Activation, Challenge, ListedFactor } from '../../contract/api.ts';
import { Problem } from './api/problem.ts';

/*
 * What the browser does with passkeys. The library that speaks to it is loaded when it is needed; for the autofill of the
 * sign-in page that is after the form works.
 */

type CreationOptions = NonNullable<Activation['publicKey']>;
type RequestOptions = NonNullable<Challenge['publicKey']>;

/** What a passkey signed, as the API takes it. */
export type AssertedPasskey = Awaited<ReturnType<typeof usePasskey>>;

/** Options with mutable lists, as the library declares them. */
type Mutable<T> = T extends object ? { -readonly [name in keyof T]: Mutable<T[name]> } : T;

const library = () => import('@simplewebauthn/browser');

/** Whether this browser knows passkeys at all. Whether there is one, only its user and the browser know. */
export const knowsPasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' && window.isSecureContext;

/** How many dialogs of the browser are open, or about to be. */
let dialogs = 0;

/** Whether this device itself can keep a passkey and verify its user. */
export async function canKeepPasskey(): Promise<boolean> {
  return knowsPasskeys() && PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
}

/** What only some browsers have: they then hide passkeys that are of no use any more (WebAuthn Level 3, section 5.1.10). */
type Signals = Partial<
  Pick<typeof PublicKeyCredential, 'signalAllAcceptedCredentials' | 'signalUnknownCredential'>
>;
const signals = (): Signals => (knowsPasskeys() ? PublicKeyCredential : {});

/**
 * Tells the browser which passkeys the account has.
 * @param removed One that it had until now, which names the domain if none is left.
 */
export async function tellPasskeys(account: Account, removed?: ListedFactor): Promise<void> {
  const passkeys = account.mfa.factors.filter(({ credentialID }) => credentialID !== undefined);
  const domains = new Set([...passkeys, ...(removed ? [removed] : [])].flatMap(({ rpID }) => rpID ?? []));
  for (const rpId of domains) {
    const own = passkeys.filter((passkey) => passkey.rpID === rpId);
    const allAcceptedCredentialIds = own.flatMap(({ credentialID }) => credentialID ?? []);
    const userId = btoa(account.id).replace(/=+$/, '');
    // Its outcome is not reported, so that pages learn nothing about other passkeys.
    await signals()
      .signalAllAcceptedCredentials?.({ rpId, userId, allAcceptedCredentialIds })
      .catch(() => {});
  }
}

/** Tells the browser that no account has a passkey. */
export async function tellUnknownPasskey({ rpId = '' }: RequestOptions, credentialId: string): Promise<void> {
  await signals()
    .signalUnknownCredential?.({ rpId, credentialId })
    .catch(() => {});
}

/** Creates a passkey. @throws Problem */
export function createPasskey(publicKey: CreationOptions) {
  return inDialog('passkey-not-created', async () => {
    const { startRegistration } = await library();
    const { id, rawId, response } = await startRegistration({
      optionsJSON: publicKey as Mutable<CreationOptions>,
    });
    const { clientDataJSON, attestationObject, transports = [] } = response;
    return {
      id,
      rawId,
      type: 'public-key' as const,
      response: { clientDataJSON, attestationObject, transports },
    };
  });
}

/** Has a passkey sign. It takes the place of an autofill that waits. @throws Problem */
export const usePasskey = (publicKey: RequestOptions) =>
  inDialog('passkey-given-up', () => sign(publicKey, false));

/**
 * Waits until a passkey is chosen from the autofill of the field for the email address.
 * @throws Problem, `cancelled` if it is given up, or a dialog is open: a browser has one request at a time, and the options of an
 * autofill may arrive after the user has opened a dialog
 */
export const autofillPasskey = (publicKey: RequestOptions) =>
  withBrowser('passkey-given-up', async () => {
    await library();
    if (dialogs > 0) throw new Problem('cancelled');
    return sign(publicKey, true);
  });

/** Whether the browser can offer passkeys in its autofill. */
export async function canAutofillPasskeys(): Promise<boolean> {
  return knowsPasskeys() && (await library()).browserSupportsWebAuthnAutofill();
}

/** Gives up an autofill that waits, before the page is left or its options expire. A dialog stays open. */
export async function stopAutofill(): Promise<void> {
  const { WebAuthnAbortService } = await library();
  if (dialogs === 0) WebAuthnAbortService.cancelCeremony();
}

async function sign(publicKey: RequestOptions, useBrowserAutofill: boolean) {
  const { startAuthentication } = await library();
  const optionsJSON = publicKey as Mutable<RequestOptions>;
  const { id, rawId, response } = await startAuthentication({ optionsJSON, useBrowserAutofill });
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return {
    id,
    rawId,
    type: 'public-key' as const,
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle ? { userHandle } : {}) },
  };
}

/** What it means that the person or the browser gave up. */
type GivenUp = 'passkey-given-up' | 'passkey-not-created';

async function inDialog<Answer>(givenUp: GivenUp, ceremony: () => Promise<Answer>): Promise<Answer> {
  dialogs += 1;
  try {
    return await withBrowser(givenUp, ceremony);
  } finally {
    dialogs -= 1;
  }
}

/** Names what went wrong in the browser. It does not say much, so that pages learn nothing about their visitors. */
async function withBrowser<Answer>(givenUp: GivenUp, ceremony: () => Promise<Answer>): Promise<Answer> {
  if (!knowsPasskeys()) throw new Problem('passkeys-unsupported');
  try {
    return await ceremony();
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(slugOf(error, givenUp));
  }
}

function slugOf(error: unknown, givenUp: GivenUp) {
  const { name, code } = error as { readonly name?: string; readonly code?: string };
  if (code === 'ERROR_CEREMONY_ABORTED' || name === 'AbortError') return 'cancelled';
  if (name === 'InvalidStateError') return 'passkey-known';
  if (name === 'NotAllowedError') return givenUp;
  // Such as a page whose host is an IP address.
  if (name === 'SecurityError') return 'passkeys-not-here';
  // Such as a key without room for another passkey.
  return name === 'TypeError' ? 'offline' : 'passkey-impossible';
}
