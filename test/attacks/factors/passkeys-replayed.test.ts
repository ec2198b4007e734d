import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noDevice } from '../../../core/accounts/device.ts';
import { mailer } from '../../../functions/adapters/mailer.ts';
import { metrics } from '../../../functions/adapters/metrics.ts';
import { type RowAddress, type Store, store } from '../../../functions/adapters/store.ts';
import { submitPasskey } from '../../../functions/flows/sign-in/submit-passkey.ts';
import { sessionsOf } from '../../support/accounts.ts';
import { accountWithPasskey, type PasskeyAccount, passkeysHeaders } from '../../support/passkeys.ts';
import { signIn } from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';
import { SoftwarePasskey } from '../../support/software-authenticator.ts';
import { circumstances } from '../../support/users.ts';

/**
 * An answer of a passkey that counts and cannot be synced, sent again. After its success, its count is no longer above the
 * stored one. That is a repetition, not a copy of the passkey: nothing is logged or mailed about it.
 */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

/** An account whose passkey has counted to about ten. */
async function counting(): Promise<PasskeyAccount> {
  const passkey = new SoftwarePasskey({ backupEligible: false });
  passkey.signCount = 10;
  return accountWithPasskey(service, passkey);
}

/** One request by the passkey, which can be sent again: signing in alone, or after the password. */
type Prepare = (account: PasskeyAccount, signCount?: number) => Promise<() => Promise<CallAnswer>>;

const alone: Prepare = async ({ passkey }, signCount) => {
  const { publicKey } = (await service.call('auth/passkey-options')).body;
  const body = { credential: passkey.get(publicKey, signCount === undefined ? {} : { signCount }) };
  return () => service.call('auth/sign-in-with-passkey', { body });
};
const afterPassword: Prepare = async (account, signCount) => {
  const { mfaID, publicKey } = (await signIn(service, account, { headers: passkeysHeaders })).body;
  const body = { credential: account.passkey.get(publicKey, signCount === undefined ? {} : { signCount }) };
  return () => service.call('auth/submit-passkey', { parameters: { mfaID }, body });
};

type Send = () => Promise<CallAnswer>;
const oneByOne = async (send: Send) => {
  const answers: CallAnswer[] = [];
  for (let time = 0; time < 20; time += 1) answers.push(await send());
  return answers;
};
const atOnce = (send: Send) => Promise.all(Array.from({ length: 20 }, send));

async function regressions({ id, email }: PasskeyAccount) {
  const events = await service.rows('events');
  const mails = await service.mailsTo(email);
  return {
    entries: events.filter(
      ({ subject, kind }) => subject === `user#${id}` && kind === 'passkey-counter-regressed',
    ).length,
    mails: mails.filter(({ subject }) => subject.includes('may have been copied')).length,
  };
}

describe.each([
  ['alone', alone, 'passkey-challenge-over'],
  ['after the password', afterPassword, 'challenge-over'],
] as const)('a passkey that counts, %s', (_, prepare, over) => {
  test.each([
    ['one after the other', oneByOne],
    ['at once', atOnce],
  ])('answered twenty times %s: one session, and no word of a copy', async (__, repeat) => {
    const account = await counting();
    const before = (await sessionsOf(service, account.id)).length;
    const answers = await repeat(await prepare(account));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await sessionsOf(service, account.id)).toHaveLength(before + 1);
    expect(answers.filter(({ body }) => body.reason === 'passkey-copied')).toEqual([]);
    expect(answers.map(({ body }) => body.reason)).toContain(over);
    expect(await regressions(account)).toEqual({ entries: 0, mails: 0 });
  });

  test.each([
    ['one after the other', oneByOne],
    ['at once', atOnce],
  ])('with a lower count twenty times %s: one entry and one mail about the copy', async (__, repeat) => {
    const account = await counting();
    const before = await sessionsOf(service, account.id);
    const answers = await repeat(await prepare(account, 1));
    expect(answers.map(({ body }) => body.reason)).toContain('passkey-copied');
    expect(await sessionsOf(service, account.id)).toEqual(before);
    expect(await regressions(account)).toEqual({ entries: 1, mails: 1 });
    expect((await (await prepare(account))()).status).toBe(200);
  });
});

test('an answer whose twin is accepted while it is checked: the challenge is over, and no word of a copy', async () => {
  const account = await counting();
  const { mfaID, publicKey } = (await signIn(service, account, { headers: passkeysHeaders })).body;
  const credential = account.passkey.get(publicKey);
  const { host } = service;
  const kept = store(host);
  const read = async (...rows: readonly RowAddress[]) => {
    // The try is charged by now, and the passkey is read next.
    if (rows.some(({ table }) => table === 'factors')) {
      const twin = { parameters: { mfaID }, body: { credential } };
      expect((await service.call('auth/submit-passkey', twin)).status).toBe(200);
    }
    return kept.read(...rows);
  };
  const ports = {
    store: { ...kept, read: read as Store['read'] },
    mailer: mailer(host),
    metrics: metrics(host),
    host,
  };
  const late = submitPasskey(
    ports,
    { challengeID: mfaID, credential, expected: { purpose: 'sign-in' } },
    {
      circumstances: { ...circumstances, at: service.clock.now },
      source: circumstances.address,
      wantsCookie: false,
      device: noDevice,
    },
  );
  await expect(late).rejects.toMatchObject({ problem: { reason: 'challenge-over' } });
  expect(await regressions(account)).toEqual({ entries: 0, mails: 0 });
});
