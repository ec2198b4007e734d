import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { resetToken, tally, times } from '../../support/accounts.ts';
import { newAddress, type Person, register, signIn } from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';
import { spendStrangersGuesses } from '../../support/spent-guesses.ts';
import { keySignIn, newSshKey, type SshKey } from '../../support/ssh-keys.ts';

/**
 * A limit whose key honest people share, charged before it is known who asks: the typos of some keep the others out. Behind
 * one network address are an office, the users of an application that relays sign-ins, and half a mobile network.
 */

let service: Service;
let people: readonly Person[];
let stale: SshKey;
beforeAll(async () => {
  service = await startService({ conflicts: 'refuse' });
  people = await Promise.all(times(10, () => register(service)));
  stale = newSshKey();
});
afterAll(() => service.close());

let offices = 0;
let office: string;
beforeEach(() => {
  service.clock.now += 86_400_000;
  offices += 1;
  office = `198.51.100.${offices}`;
});

const enter = (person: Person, address = office) => signIn(service, person, { address });
const mistype = (person: Person, address = office) =>
  signIn(service, { ...person, password: `${person.password} ` }, { address });
const guessAt = (identifier: string, address: string) =>
  service.call('auth/sign-in', { body: { identifier, password: 'not the password' }, address });
const tryKey = (key: SshKey, address = office) =>
  service.call('auth/sign-in-with-key', { ...keySignIn(key, { at: service.clock.now }), address });

/** Tries again as often as Retry-After says, for `seconds` at most. @returns when it was let in, or the last answer. */
async function obeying(attempt: () => Promise<CallAnswer>, seconds: number) {
  const startedAt = service.clock.now;
  for (;;) {
    const answer = await attempt();
    const waited = (service.clock.now - startedAt) / 1000;
    const wait = Number(answer.headers['retry-after']);
    if (answer.status !== 429 || waited + wait > seconds) return { status: answer.status, waited };
    service.clock.now += wait * 1000;
  }
}

/** What strangers and old machines do to an address: typos at no account of ours, a cron job with a removed key. */
async function spoil(): Promise<void> {
  await Promise.all(times(25, () => guessAt(newAddress(), office)));
  await Promise.all(times(25, () => tryKey(stale)));
}

describe('ten people behind one address mistype their passwords twice each, and a cron job has a stale key', () => {
  test('who signed in from there before waits for nobody', async () => {
    for (const person of people) expect((await enter(person)).status).toBe(200);
    service.clock.now += 86_400_000;
    await spoil();
    const typos = await Promise.all(people.flatMap((person) => times(2, () => mistype(person))));
    // They are answered as typos of strangers, who must not learn who signs in from there.
    expect(tally(typos)).toEqual({ 429: 20 });
    expect(tally(await Promise.all(people.map((person) => enter(person))))).toEqual({ 200: 10 });
  });

  test('who is new there is in within five minutes by obeying Retry-After', async () => {
    for (const _ of times(25, () => 0)) await tryKey(stale);
    for (const person of people) for (const _ of times(2, () => 0)) await mistype(person);
    const startedAt = service.clock.now;
    for (const person of people) expect((await obeying(() => enter(person), 300)).status).toBe(200);
    expect((service.clock.now - startedAt) / 1000).toBeLessThanOrEqual(300);
  });

  test('a key that signed in from there before goes on working, and a new one does within a minute', async () => {
    const [first, second] = people as [Person, Person];
    const keys = [newSshKey(), newSshKey()];
    for (const [index, person] of [first, second].entries()) {
      const { sessionToken } = (await enter(person)).body;
      const body = { name: `laptop-${offices}`, key: keys[index]?.publicKey };
      expect((await service.call('keys/add', { token: sessionToken, body })).status).toBe(201);
    }
    expect((await tryKey(keys[0] as SshKey)).status).toBe(200);
    await spoil();
    expect((await tryKey(stale)).status).toBe(429);
    expect((await tryKey(keys[0] as SshKey)).status).toBe(200);
    expect(await obeying(() => tryKey(keys[1] as SshKey), 60)).toEqual({ status: 200, waited: 30 });
  });
});

test('at a spent address, who has a session confirms, changes the password and activates a factor', async () => {
  const person = await register(service);
  const { sessionToken: token } = (await enter(person)).body;
  // A network that the session moved to, and where nobody signed in.
  office = '203.0.113.77';
  await spoil();
  expect((await enter(await register(service))).status).toBe(429);
  const address = office;
  const confirmed = await service.call('step-up/start', {
    token,
    address,
    body: { password: person.password },
  });
  expect(confirmed.status).toBe(200);
  const { sessionToken } = confirmed.body;
  const changed = { currentPassword: person.password, newPassword: 'orange teapot over snow' };
  const change = await service.call('account/change-password', {
    token: sessionToken,
    address,
    body: changed,
  });
  expect(change.status).toBe(204);
  const activation = { type: 'authenticator', identifier: person.email, password: changed.newPassword };
  const activate = (more: object) =>
    service.call('mfa/activate', { address, body: { ...activation, ...more } });
  expect(
    (await service.call('mfa/activate', { token: sessionToken, address, body: activation })).status,
  ).toBe(201);
  // The session is of no help with an account that is not its own.
  expect((await activate({ identifier: newAddress() })).status).toBe(429);
  const other = { ...activation, identifier: newAddress() };
  expect((await service.call('mfa/activate', { token: sessionToken, address, body: other })).status).toBe(
    429,
  );
});

test('a session is no way to guess the password of its own account without end', async () => {
  const person = await register(service);
  const { sessionToken: token } = (await enter(person)).body;
  const guess = () => service.call('step-up/start', { token, body: { password: 'not the password' } });
  const answers = await Promise.all(times(30, guess));
  expect(tally(answers)).toEqual({ 401: 10, 429: 20 });
  // Nor to keep its owner out.
  expect((await enter(person)).status).toBe(200);
});

describe('right passwords alone', () => {
  const rowsOf = async () =>
    (await service.rows('challenges')).filter(({ id }) => /-guesses#(source|account)/.test(String(id)));

  test.each([
    ['that nobody signed in from', false],
    ['that all signed in from', true],
  ])(
    'of an office %s, twenty at once, time after time, are all let in, and nothing stays charged',
    async (_, known) => {
      const crowd = await Promise.all(times(20, () => register(service)));
      if (known) for (const person of crowd) await enter(person);
      for (let round = 0; round < (known ? 3 : 1); round += 1) {
        expect(tally(await Promise.all(crowd.map((person) => enter(person))))).toEqual({ 200: 20 });
        service.clock.now += 1000;
      }
      for (const row of await rowsOf())
        expect(Number(row['fullAt']), String(row['id'])).toBeLessThanOrEqual(service.clock.now);
    },
  );

  test('of new people, ten a second for eight seconds, are all let in', async () => {
    const crowd: Person[] = [];
    while (crowd.length < 80) crowd.push(...(await Promise.all(times(10, () => register(service)))));
    for (let second = 0; second < 8; second += 1) {
      const now = crowd.slice(second * 10, second * 10 + 10);
      expect(tally(await Promise.all(now.map((person) => enter(person))))).toEqual({ 200: 10 });
      service.clock.now += 1000;
    }
  });

  test('relayed by one server for all its users are not slowed by one of them who guesses at others', async () => {
    for (const person of people) await enter(person);
    const [mallory, ...others] = people as [Person, ...Person[]];
    await Promise.all(times(40, () => guessAt(newAddress(), office)));
    await Promise.all(times(40, () => mistype(mallory)));
    expect(tally(await Promise.all(others.map((person) => enter(person))))).toEqual({ 200: others.length });
  });
});

describe('an owner at a new place, obeying Retry-After, while others guess at the account', () => {
  /** Every source guesses every `everySeconds` for some time; Retry-After is nothing to it. */
  async function attack(victim: Person, sources: number, seconds: number, everySeconds: number) {
    const answers: CallAnswer[] = [];
    for (let second = 0; second < seconds; second += everySeconds) {
      answers.push(
        ...(await Promise.all(times(sources, (index) => guessAt(victim.email, `10.${offices}.0.${index}`)))),
      );
      service.clock.now += everySeconds * 1000;
    }
    return tally(answers)[401] ?? 0;
  }

  test.each([
    [1, 10],
    [3, 15],
    [30, 100],
  ])('of %i sources, is let in at once', async (sources, everySeconds) => {
    const victim = await register(service);
    const elsewhere = `203.0.113.${offices}`;
    const looks = await attack(victim, sources, 300, everySeconds);
    // What has come back to the bucket meanwhile is guessed away as well.
    while ((await guessAt(victim.email, `10.${offices}.1.0`)).status === 401);
    // Ten, one for each 30 s, and one in the hour from each source.
    expect(looks).toBeLessThanOrEqual(10 + 10 + sources);
    expect((await enter(victim)).status).toBe(200);
    // A stranger at yet another place has the try of the hour as well, and no second one.
    const [first, second] = [await guessAt(victim.email, elsewhere), await guessAt(victim.email, elsewhere)];
    expect([first.status, second.status]).toEqual([401, 429]);
  });

  test('after strangers spent the 300 of the day, is let in by the mailed reset', async () => {
    const victim = await register(service);
    await spendStrangersGuesses(service, victim.email);
    expect((await enter(victim)).status).toBe(429);
    const token = await resetToken(service, victim.email);
    const password = 'orange teapot over snow';
    const reset = await service.call('account/reset-password', {
      body: { token, password },
      address: office,
    });
    expect(reset.status).toBe(204);
    expect((await enter({ ...victim, password })).status).toBe(200);
  });
});
