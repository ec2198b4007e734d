import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { passkeyChallengeSeconds } from '../../../core/sign-in/passkey-challenge.ts';
import { accountWith, everythingStored, sessionsOf } from '../../support/accounts.ts';
import {
  accountWithPasskey,
  activatePasskey,
  type PasskeyAccount,
  passkeysHeaders,
  signInByPasskey,
  stepUpByPasskey,
  submitPasskey,
} from '../../support/passkeys.ts';
import { signIn } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { type Answering, SoftwarePasskey } from '../../support/software-authenticator.ts';

/** What an attacker can do with answers of passkeys: each is refused by a check of its own. */

let service: Service;
let ada: PasskeyAccount;
let eve: PasskeyAccount;
beforeAll(async () => {
  service = await startService();
  ada = await accountWithPasskey(service);
  eve = await accountWithPasskey(service);
});
afterAll(() => service.close());

/** Answers that a browser at our own origin never gives, or that were changed on the way. */
const wrong: readonly (readonly [string, Answering])[] = [
  ['for another RP ID', { rpID: 'example.com' }],
  ['from another origin', { origin: 'https://mfa.example.net' }],
  ['from a subdomain', { origin: 'https://evil.mfa.example.com' }],
  ['from another port', { origin: 'https://mfa.example.com:8443' }],
  ['without encryption', { origin: 'http://mfa.example.com' }],
  ['of another type', { type: 'webauthn.create' }],
  ['with another challenge', { challenge: Buffer.alloc(54).toString('base64url') }],
  ['from a frame in a foreign page', { clientData: { crossOrigin: true } }],
  ['from a frame in a named page', { clientData: { crossOrigin: true, topOrigin: 'https://evil.example' } }],
  ['from a page around our own', { clientData: { topOrigin: 'https://evil.example' } }],
  ['without its user', { userPresent: false }],
  [
    'that was changed after it was signed',
    { tamper: (data) => Buffer.concat([data.subarray(0, 33), Buffer.from([0, 0, 1, 0])]) },
  ],
  ['that claims to be synced', { backupEligible: true }],
];

describe.each(wrong)('an answer %s', (_, answering) => {
  test('is no second factor', async () => {
    const before = await sessionsOf(service, ada.id);
    const answer = await submitPasskey(service, ada, ada.passkey, answering);
    expect(answer).toMatchObject({ status: 422, body: { reason: 'passkey-refused', attemptsLeft: 4 } });
    expect(await sessionsOf(service, ada.id)).toEqual(before);
    expect((await submitPasskey(service, ada, ada.passkey)).status).toBe(200);
  });

  test('does not sign in alone', async () => {
    const before = await sessionsOf(service, ada.id);
    const answer = await signInByPasskey(service, ada.passkey, answering);
    // A challenge of somebody else is refused before anything is read.
    const expected = answering.challenge ? 'passkey-challenge-over' : 'wrong-passkey';
    expect(answer.body.reason).toBe(expected);
    expect(await sessionsOf(service, ada.id)).toEqual(before);
  });

  test('confirms nothing', async () => {
    const { body } = await signInByPasskey(service, ada.passkey);
    const answer = await stepUpByPasskey(service, body.sessionToken, ada.passkey, answering);
    expect(answer.body.reason).toBe('passkey-refused');
  });
});

const wrongCreations = wrong.filter(
  ([, { tamper, backupEligible, type }]) => !tamper && !backupEligible && !type,
);
test.each(wrongCreations)('a new passkey %s is not enabled', async (_, answering) => {
  const person = await accountWith(service);
  const { done } = await activatePasskey(service, person, new SoftwarePasskey(answering));
  expect(done).toMatchObject({ status: 422, body: { reason: 'passkey-refused' } });
  expect((await signIn(service, person)).body).toHaveProperty('sessionToken');
});

describe('an answer that is sent again', () => {
  /** An account whose passkey does not count, as synced ones do not: only the challenge shows that an answer is sent again. */
  async function notCounting() {
    const passkey = new SoftwarePasskey({ backupEligible: true });
    passkey.signCount = 0;
    return accountWithPasskey(service, passkey);
  }

  test.each([
    ['counts', async () => ada],
    ['does not count', notCounting],
  ])('twenty times at once, after a password, by a passkey that %s: one session', async (_, accountOf) => {
    const account = await accountOf();
    const before = (await sessionsOf(service, account.id)).length;
    const { mfaID, publicKey } = (await signIn(service, account, { headers: passkeysHeaders })).body;
    const body = { credential: account.passkey.get(publicKey) };
    const request = { parameters: { mfaID }, body };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => service.call('auth/submit-passkey', request)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await sessionsOf(service, account.id)).toHaveLength(before + 1);
    expect((await service.call('auth/submit-passkey', request)).slug).toBe('challenge-expired');
  });

  test('twenty times at once, alone, by a passkey that does not count: one session', async () => {
    const account = await notCounting();
    const { passkey } = account;
    const before = (await sessionsOf(service, account.id)).length;
    const { publicKey } = (await service.call('auth/passkey-options')).body;
    const body = { credential: passkey.get(publicKey) };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => service.call('auth/sign-in-with-passkey', { body })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await sessionsOf(service, account.id)).toHaveLength(before + 1);
    const again = await service.call('auth/sign-in-with-passkey', { body });
    expect(again.body.reason).toBe('passkey-challenge-over');
  });
});

describe('a challenge', () => {
  const options = async () => (await service.call('auth/passkey-options')).body.publicKey;
  const alone = (credential: object) => service.call('auth/sign-in-with-passkey', { body: { credential } });

  test('of another purpose signs in nobody', async () => {
    const token = (await signInByPasskey(service, ada.passkey)).body.sessionToken;
    const signIns = (await signIn(service, ada, { headers: passkeysHeaders })).body;
    const stepUp = (await service.call('step-up/start', { token, headers: passkeysHeaders })).body;
    for (const { publicKey } of [signIns, stepUp])
      expect((await alone(ada.passkey.get(publicKey))).body.reason).toBe('passkey-challenge-over');
    const forAlone = { credential: ada.passkey.get(await options()) };
    const submit = { parameters: { mfaID: signIns.mfaID }, body: forAlone };
    expect((await service.call('auth/submit-passkey', submit)).body.reason).toBe('passkey-refused');
    const confirm = { parameters: { mfaID: stepUp.mfaID }, body: forAlone, token };
    expect((await service.call('step-up/submit-passkey', confirm)).body.reason).toBe('passkey-refused');
    const other = {
      parameters: { mfaID: stepUp.mfaID },
      body: { credential: ada.passkey.get(stepUp.publicKey) },
    };
    expect((await service.call('auth/submit-passkey', other)).slug).toBe('not-found');
    const renew = {
      parameters: { mfaID: signIns.mfaID },
      body: { credential: ada.passkey.get(signIns.publicKey) },
      token,
    };
    expect((await service.call('step-up/submit-passkey', renew)).slug).toBe('not-found');
  });

  test('of another account is not answered', async () => {
    const { mfaID } = (await signIn(service, ada, { headers: passkeysHeaders })).body;
    const { publicKey } = (await signIn(service, eve, { headers: passkeysHeaders })).body;
    for (const passkey of [ada.passkey, eve.passkey]) {
      const body = { credential: passkey.get(publicKey) };
      const answer = await service.call('auth/submit-passkey', { parameters: { mfaID }, body });
      expect(answer.body.reason).toBe('passkey-refused');
    }
  });

  test('that expired signs in nobody, and one that was not issued here neither', async () => {
    const publicKey = await options();
    service.clock.now += passkeyChallengeSeconds * 1000 - 1;
    expect((await alone(ada.passkey.get(publicKey))).status).toBe(200);
    const late = await options();
    service.clock.now += passkeyChallengeSeconds * 1000;
    expect((await alone(ada.passkey.get(late))).body.reason).toBe('passkey-challenge-over');
    const forged = `${(await options()).challenge.slice(0, -2)}AA`;
    const answer = await alone(ada.passkey.get({ ...late, challenge: forged }));
    expect(answer.body.reason).toBe('passkey-challenge-over');
  });

  test('that expired after the password or in a step-up is answered in vain', async () => {
    const account = await accountWithPasskey(service);
    const begun = (await signIn(service, account, { headers: passkeysHeaders })).body;
    const { token } = account;
    const stepUp = (await service.call('step-up/start', { token, headers: passkeysHeaders })).body;
    service.clock.now = Date.parse(begun.expiresAt);
    const submit = {
      parameters: { mfaID: begun.mfaID },
      body: { credential: account.passkey.get(begun.publicKey) },
    };
    expect((await service.call('auth/submit-passkey', submit)).slug).toBe('challenge-expired');
    const body = { credential: account.passkey.get(stepUp.publicKey) };
    const confirm = { parameters: { mfaID: stepUp.mfaID }, body, token };
    expect((await service.call('step-up/submit-passkey', confirm)).slug).toBe('challenge-expired');
    expect(await sessionsOf(service, account.id)).toHaveLength(1);
  });

  test('in another spelling is not a second one', async () => {
    const publicKey = await options();
    expect((await alone(ada.passkey.get(publicKey))).status).toBe(200);
    for (const challenge of [`${publicKey.challenge}=`, `${publicKey.challenge} `])
      expect((await alone(ada.passkey.get({ ...publicKey, challenge }))).status).toBe(410);
  });

  test('is requested a hundred times, and nothing is stored', async () => {
    const before = await everythingStored(service);
    for (let visit = 0; visit < 100; visit += 1) await options();
    expect(await everythingStored(service)).toEqual(before);
  });
});

describe('a touch alone', () => {
  test('is a second factor, but does not sign in, nor confirm in a session without a password', async () => {
    const touch = { userVerified: false };
    const account = await accountWithPasskey(service, new SoftwarePasskey(touch));
    const { passkey } = account;
    expect((await submitPasskey(service, account, passkey)).status).toBe(200);
    expect((await signInByPasskey(service, passkey)).body.reason).toBe('wrong-passkey');
    const alone = await signInByPasskey(service, passkey, { userVerified: true });
    expect(alone.status).toBe(200);
    const token = alone.body.sessionToken;
    const begun = (await service.call('step-up/start', { token, headers: passkeysHeaders })).body;
    expect(begun.publicKey.userVerification).toBe('required');
    expect((await stepUpByPasskey(service, token, passkey)).body.reason).toBe('passkey-refused');
    expect((await stepUpByPasskey(service, token, passkey, { userVerified: true })).status).toBe(200);
  });

  test('whose flag was raised afterwards has a wrong signature', async () => {
    const tamper = (data: Buffer) => {
      data[32] = (data[32] ?? 0) | 4;
      return data;
    };
    const answer = await signInByPasskey(service, ada.passkey, { userVerified: false, tamper });
    expect(answer.body.reason).toBe('wrong-passkey');
  });
});

describe("somebody else's passkey", () => {
  test('under my handle opens neither account, and tells nothing', async () => {
    const handle = (id: string) => Buffer.from(id).toString('base64url');
    const asAda = await signInByPasskey(service, eve.passkey, { userHandle: handle(ada.id) });
    const nobody = await signInByPasskey(service, eve.passkey, { userHandle: handle('a'.repeat(26)) });
    const strange = await signInByPasskey(service, eve.passkey, { userHandle: handle('../../users') });
    const none = await signInByPasskey(service, eve.passkey, { userHandle: null });
    const unknown = await signInByPasskey(service, new SoftwarePasskey(), { userHandle: handle(ada.id) });
    expect(asAda).toMatchObject({ status: 404, body: { reason: 'passkey-unknown' } });
    for (const answer of [nobody, strange, none, unknown]) expect(answer.body).toEqual(asAda.body);
  });

  test('is no second factor of mine, with or without my handle', async () => {
    for (const userHandle of [null, Buffer.from(ada.id).toString('base64url')]) {
      const answer = await submitPasskey(service, ada, eve.passkey, { userHandle });
      expect(answer.body.reason).toBe('passkey-refused');
    }
    const foreign = { userHandle: Buffer.from(eve.id).toString('base64url') };
    expect((await submitPasskey(service, ada, ada.passkey, foreign)).body.reason).toBe('passkey-refused');
  });
});
