import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginActivation, completeActivation, resetToken } from '../../support/accounts.ts';
import { lastCode, type Person, register, session, signIn } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { disturbDynamoDB, type UnrulyDynamoDB } from '../../support/unruly-dynamodb.ts';

/**
 * R18: ending all sessions takes a moment: passwords are hashed in it. A session that is made in that
 * moment, with what is just being changed, must be over as well.
 */

let service: Service;
let dynamodb: UnrulyDynamoDB;
beforeAll(async () => {
  service = await startService({
    meter: async (endpoint) => {
      dynamodb = await disturbDynamoDB(endpoint);
      return dynamodb.endpoint;
    },
  });
});
afterAll(async () => {
  await service.close();
  await dynamodb.close();
});

const newPassword = 'orange teapot over snow';

/** Signs in with the password while the change is on its way to be stored; half a second has passed since it began. */
async function signInDuring(
  person: Person,
  change: () => Promise<{ status: number }>,
  nth = 1,
): Promise<string> {
  const earlier = Array.from({ length: nth - 1 }, () => dynamodb.holdNext('TransactWriteItems'));
  const commit = dynamodb.holdNext('TransactWriteItems');
  const changing = change();
  for (const { release } of earlier) release();
  await commit.held;
  service.clock.now += 500;
  const { status, body } = await signIn(service, person, { address: '198.51.100.7' });
  expect(status).toBe(200);
  commit.release();
  expect((await changing).status).toBeLessThan(300);
  return body.sessionToken;
}

const isAlive = async (token: string) => (await service.call('auth/verify', { token })).status === 200;

describe('a session made with the old password is over when, at that moment,', () => {
  test('the password is reset', async () => {
    const person = await register(service);
    const token = await resetToken(service, person.email);
    const body = { token, password: newPassword };
    const made = await signInDuring(person, () => service.call('account/reset-password', { body }));
    expect(await isAlive(made)).toBe(false);
  });

  test('the password is changed', async () => {
    const person = await register(service);
    const token = await session(service, person);
    const body = { currentPassword: person.password, newPassword };
    const change = () => service.call('account/change-password', { body, token });
    const made = await signInDuring(person, change);
    expect(await isAlive(made)).toBe(false);
    expect(await isAlive(token)).toBe(true);
  });

  test('the first factor is enabled', async () => {
    const person = await register(service);
    const { activationID } = (await beginActivation(service, person, 'email')).body;
    const otp = await lastCode(service, person.email);
    const made = await signInDuring(person, () => completeActivation(service, activationID, otp), 2);
    expect(await isAlive(made)).toBe(false);
  });

  test('the other sessions are ended', async () => {
    const person = await register(service);
    const token = await session(service, person);
    const made = await signInDuring(person, () => service.call('sessions/end-others', { token }));
    expect(await isAlive(made)).toBe(false);
    expect(await isAlive(token)).toBe(true);
  });
});
