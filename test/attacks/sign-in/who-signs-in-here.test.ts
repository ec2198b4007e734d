import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noDevice } from '../../../core/accounts/device.ts';
import type { PasswordHasher } from '../../../core/accounts/password.ts';
import { store } from '../../../functions/adapters/store.ts';
import { withPassword } from '../../../functions/flows/sign-in/prove-password.ts';
import { Refusal } from '../../../functions/refusal.ts';
import { linkToken, times } from '../../support/accounts.ts';
import { countingHasher } from '../../support/counting-hasher.ts';
import { type MeteredDynamoDB, meterDynamoDB } from '../../support/metered-dynamodb.ts';
import { newAddress, newSource, type Person, register, session, signIn } from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';
import { spendGuessesOfSource, spendStrangersGuesses } from '../../support/spent-guesses.ts';
import { keySignIn, newSshKey, type SshKey } from '../../support/ssh-keys.ts';

/**
 * Whoever shares a network address with others must not learn from refusals which accounts sign in from there (R08). An account
 * that signed in from there, one that did not, and an address without an account get the same answers to wrong guesses
 * and requests, while who signs in from there still waits for nobody.
 */

let service: Service;
let metered: MeteredDynamoDB;
beforeAll(async () => {
  service = await startService({
    meter: async (endpoint) => {
      metered = await meterDynamoDB(endpoint);
      return metered.endpoint;
    },
  });
});
afterAll(async () => {
  await service.close();
  await metered.close();
});

let office: string;
beforeEach(() => {
  service.clock.now += 86_400_000;
  office = newSource();
});

const shown = ({ status, body, headers }: CallAnswer) => [status, body?.reason, headers['retry-after']];
const guessAt = (identifier: string, address = office) =>
  service.call('auth/sign-in', { body: { identifier, password: 'not the password' }, address });
const forgot = (email: string, address = office) =>
  service.call('account/forgot-password', { body: { email }, address });
const inOrder = async <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> => {
  const done: T[] = [];
  for (const index of times(count, (each) => each)) done.push(await work(index));
  return done;
};

/** An account that signed in from the office, one that did not, and an address without an account. */
async function three(): Promise<{ here: Person; emails: readonly string[] }> {
  const here = await register(service);
  const elsewhere = await register(service);
  await signIn(service, here, { address: office });
  await signIn(service, elsewhere, { address: newSource() });
  return { here, emails: [here.email, elsewhere.email, newAddress('nobody')] };
}

/** What each of them is answered, one after the other from the same state of the office. */
async function answersTo(
  emails: readonly string[],
  ask: (email: string) => Promise<readonly CallAnswer[]>,
): Promise<readonly unknown[]> {
  const begin = service.clock.now;
  const shownTo = [];
  for (const [index, email] of emails.entries()) {
    // Limits of the office are full again, those of each email address are its own.
    service.clock.now = begin + index * 3_600_000;
    shownTo.push((await ask(email)).map(shown));
  }
  return shownTo;
}

describe('wrong passwords', () => {
  test.each([
    ['a quiet office', async () => {}],
    ['an office whose guesses are spent', async () => void (await inOrder(25, () => guessAt(newAddress())))],
    ['accounts whose guesses are spent', (email: string) => spendStrangersGuesses(service, email)],
    [
      'both',
      async (email: string) => {
        await inOrder(25, () => guessAt(newAddress()));
        await spendStrangersGuesses(service, email);
      },
    ],
  ])('are answered alike at %s', async (_, prepare) => {
    const { here, emails } = await three();
    const [known, ...others] = await answersTo(emails, async (email) => {
      await prepare(email);
      const burst = await inOrder(14, () => guessAt(email));
      service.clock.now += 45_000;
      return [...burst, ...(await inOrder(3, () => guessAt(email)))];
    });
    for (const other of others) expect(other).toEqual(known);
    service.clock.now += 30_000;
    expect((await signIn(service, here, { address: office })).status).toBe(200);
  });

  test('of strangers at the office keep nobody waiting who signed in from there', async () => {
    const { here } = await three();
    await inOrder(25, () => guessAt(newAddress()));
    await spendStrangersGuesses(service, here.email);
    expect((await signIn(service, here, { address: office })).status).toBe(200);
    // A typo is answered like that of anybody else there, and is no obstacle to the right password.
    expect((await guessAt(here.email)).status).toBe(429);
    expect((await signIn(service, here, { address: office })).status).toBe(200);
  });

  test('do not give a stranger more guesses at an account that signs in from there', async () => {
    const { here } = await three();
    const answers = await inOrder(40, () => guessAt(here.email));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(11);
  });
});

/** What an answer takes is made of calls to DynamoDB and of hashes. */
describe('the work of a refused guess', () => {
  const guessWith = async (hasher: PasswordHasher, identifier: string) => {
    const { host } = service;
    const circumstances = { at: service.clock.now, address: office, browser: 'an unknown program' } as const;
    const caller = { source: office, circumstances, device: noDevice };
    const typed = { identifier, password: 'not the password' };
    const guessing = withPassword(
      { store: store(host), passwords: hasher, host },
      typed,
      caller,
      async () => undefined,
    );
    await expect(guessing).rejects.toBeInstanceOf(Refusal);
  };

  test.each([
    ['a quiet office', async () => {}],
    ['an office whose guesses are spent', async () => void (await inOrder(21, () => guessAt(newAddress())))],
    ['an office where somebody goes on without end', () => spendGuessesOfSource(service, office)],
  ])('is alike at %s: calls and hashes', async (_, prepare) => {
    const { emails } = await three();
    const begin = service.clock.now;
    const work: (readonly unknown[])[] = [];
    for (const [index, email] of emails.entries()) {
      service.clock.now = begin + index * 3_600_000;
      await prepare();
      const hasher = countingHasher(service);
      for (const _each of times(14, (each) => each)) {
        metered.read();
        const before = hasher.compared;
        await guessWith(hasher, email);
        work.push([index, hasher.compared - before, metered.read().calls.toSorted()]);
      }
    }
    const of = (one: number) => work.filter(([index]) => index === one).map(([, ...done]) => done);
    expect(of(1)).toEqual(of(0));
    expect(of(2)).toEqual(of(0));
  });
});

describe('wrong signatures of SSH keys', () => {
  const tryKey = (key: SshKey, more: object = {}) =>
    service.call('auth/sign-in-with-key', {
      ...keySignIn(key, { at: service.clock.now, ...more }),
      address: office,
    });
  const forge = (key: SshKey) => {
    const { body, ...request } = keySignIn(key, { at: service.clock.now });
    const { signature } = keySignIn(newSshKey(), { at: service.clock.now }).body as { signature: string };
    return service.call('auth/sign-in-with-key', {
      ...request,
      body: { ...(body as object), signature },
      address: office,
    });
  };

  test('are answered alike when the guesses of the office are spent', async () => {
    const [key, stale] = [newSshKey(), newSshKey()];
    const token = await session(service, await register(service));
    const body = { name: 'laptop', key: key.publicKey };
    expect((await service.call('keys/add', { token, body })).status).toBe(201);
    expect((await tryKey(key)).status).toBe(200);
    const answers = [];
    for (const each of [key, newSshKey()]) {
      service.clock.now += 3_600_000;
      await inOrder(25, () => tryKey(stale));
      answers.push((await inOrder(3, () => forge(each))).map(shown));
    }
    expect(answers[0]).toEqual(answers[1]);
    expect((await tryKey(key)).status).toBe(200);
  });
});

describe('requests for a new password', () => {
  const spendTheOffice = () => inOrder(105, () => forgot(newAddress('noise')));

  test.each([
    ['an office whose mails are spent', spendTheOffice],
    [
      'email addresses whose mails are spent',
      (email: string) => inOrder(8, () => forgot(email, newSource())),
    ],
  ] as const)('are answered alike at %s, and whoever signs in from there gets the mail', async (_, spend) => {
    const { here, emails } = await three();
    let token = '';
    const [known, ...others] = await answersTo(emails, async (email) => {
      await spend(email);
      token = await linkToken(service, here.email, 'reset');
      const answers = await inOrder(7, () => forgot(email));
      if (email === here.email) expect(await linkToken(service, email, 'reset')).not.toBe(token);
      return answers;
    });
    for (const other of others) expect(other).toEqual(known);
    const reset = {
      token: await linkToken(service, here.email, 'reset'),
      password: 'orange teapot over snow',
    };
    service.clock.now -= 2 * 3_600_000;
    expect((await service.call('account/reset-password', { body: reset })).status).toBe(204);
  });
});
