import { describe, expect, test } from 'vitest';
import { button, giveCredentials, heading } from './support/flows.ts';
import { credentialsOf, openWithoutAutofill, verified, withPasskey } from './support/passkeys.ts';
import { setStage } from './support/stage.ts';

const stage = setStage();

/** A browser that does not fill in passkeys by itself: otherwise it would sign in before the password is typed. */
const withoutAutofill = 'PublicKeyCredential.isConditionalMediationAvailable = async () => false';

/** A key that is only touched, as they were before FIDO2: it keeps no account and knows no user. */
const touchOnly = {
  protocol: 'u2f',
  transport: 'usb',
  hasResidentKey: false,
  hasUserVerification: false,
  isUserVerified: false,
};

describe('after a password, what an app learns of a passkey', () => {
  test.each([
    ['synced, with verification', true, true],
    ['synced, with a touch', true, false],
    ['of one device, with verification', false, true],
    ['of one device, with a touch', false, false],
  ])('%s', async (_, synced, isUserVerified) => {
    const { person, dashboard, page } = await withPasskey(stage, {
      defaultBackupEligibility: synced,
      defaultBackupState: synced,
      hasUserVerification: isUserVerified,
      isUserVerified,
    });
    await page.addInitScript(withoutAutofill);
    await dashboard.open('/account');
    await giveCredentials(page, person);
    await heading(page, 'Hello, Jane Doe').waitFor();
    expect(await verified(page)).toMatchObject({
      methods: ['password', 'passkey'],
      amr: ['pwd', 'pop', 'user', ...(synced ? ['swk'] : []), 'mfa'],
      acr: 'phr',
    });
  });
});

describe('a U2F key', () => {
  test('is a second factor', async () => {
    const { person, dashboard, page, authenticator } = await withPasskey(stage, touchOnly);
    const [credential, ...others] = await credentialsOf(authenticator);
    expect([credential?.isResidentCredential, others]).toEqual([false, []]);
    await page.addInitScript(withoutAutofill);
    await dashboard.open('/account');
    await giveCredentials(page, person);
    await heading(page, 'Hello, Jane Doe').waitFor();
    expect(await verified(page)).toMatchObject({ methods: ['password', 'passkey'], acr: 'phr' });
  });

  test('does not sign in alone, and the page goes on with the password', async () => {
    const { person, dashboard, page } = await withPasskey(stage, touchOnly);
    await openWithoutAutofill(dashboard);
    await button(page, 'Sign in with a passkey').click();
    await page.getByRole('alert').waitFor();
    await giveCredentials(page, person);
    await heading(page, 'Hello, Jane Doe').waitFor();
  });
});
