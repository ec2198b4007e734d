import { describe, expect, test } from 'vitest';
import { button, codeAfter, codeField, giveCredentials, heading } from './support/flows.ts';
import { addAuthenticator, credentialsOf, verified, withPasskey } from './support/passkeys.ts';
import { look } from './support/screens.ts';
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

test('a U2F key cannot keep a passkey: the page says so, and another method is enabled', async () => {
  const person = await stage.newPerson();
  const { page, open } = await stage.newDashboard();
  const authenticator = await addAuthenticator(page, touchOnly);
  await open('/account/mfa/activate?type=passkey');
  await giveCredentials(page, person, 'Activate');
  await button(page, 'Complete MFA Activation').click();
  await page.getByText('No passkey was created').waitFor();
  await look(page, 'passkey-on-a-u2f-key');
  expect(await credentialsOf(authenticator)).toEqual([]);
  await open('/account/mfa/activate?type=email');
  await giveCredentials(page, person, 'Activate');
  await codeField(page).fill(await codeAfter(stage, page, person));
  await button(page, 'Complete MFA Activation').click();
  await heading(page, 'Save your recovery codes').waitFor();
});
