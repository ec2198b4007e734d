import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resetToken, tally, times } from '../../support/accounts.ts';
import { type Person, register, session, signIn } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { spendStrangersGuesses } from '../../support/spent-guesses.ts';

/**
 * A place that an account was signed in from has guesses of its own. A thief who knew the password once must not keep such
 * places: each would give guesses at the new password for thirty days, beyond what strangers have.
 */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const newPassword = 'orange teapot over snow';
const places = times(6, (index) => `198.51.100.${index + 1}`);

/** Signs in from six places, as a thief of the password does. */
async function robbed(): Promise<Person> {
  const person = await register(service);
  for (const address of places) expect((await signIn(service, person, { address })).status).toBe(200);
  return person;
}

/**
 * The right password from each of the thief's places, a day later, when strangers have no guesses left: only what is known
 * is compared with it. A wrong one is answered alike in both cases.
 */
async function guesses(person: Person, password = person.password) {
  service.clock.now += 86_400_000;
  await spendStrangersGuesses(service, person.email);
  const answers = [];
  for (const address of places) answers.push(await signIn(service, { ...person, password }, { address }));
  return tally(answers);
}

describe('the places of a thief', () => {
  test('are known while the password is theirs', async () => {
    expect(await guesses(await robbed())).toEqual({ 200: 6 });
  });

  test('are those of strangers after a reset of the password', async () => {
    const person = await robbed();
    service.clock.now += 1000;
    const body = { token: await resetToken(service, person.email), password: newPassword };
    expect((await service.call('account/reset-password', { body, address: '203.0.113.9' })).status).toBe(204);
    expect(await guesses(person, newPassword)).toEqual({ 429: 6 });
  });

  test('are those of strangers after a change of the password, which keeps the place of the change', async () => {
    const person = await robbed();
    const token = await session(service, person);
    service.clock.now += 1000;
    const home = { address: '203.0.113.9' };
    const changed = await service.call('account/change-password', {
      body: { currentPassword: person.password, newPassword },
      token,
      ...home,
    });
    expect(changed.status).toBe(204);
    expect(await guesses(person, newPassword)).toEqual({ 429: 6 });
    expect((await signIn(service, { ...person, password: newPassword }, home)).status).toBe(200);
  });
});
