import { afterAll, beforeAll, expect, test } from 'vitest';
import { store } from '../../../../functions/adapters/store.ts';
import { identifyCaller } from '../../../../functions/http/middleware/caller.ts';
import { passThrough } from '../../../support/middleware.ts';
import { createOrganization } from '../../../support/organizations.ts';
import { type Person, register, session } from '../../../support/people.ts';
import { type CallRequest, type Service, startService } from '../../../support/service.ts';

let service: Service;
let person: Person;
let token: string;
beforeAll(async () => {
  service = await startService();
  person = await register(service);
  token = await session(service, person);
});
afterAll(() => service.close());

async function callerOf(request: CallRequest) {
  const sessions = store(service.host);
  const passage = await passThrough(
    identifyCaller(() => sessions),
    request,
    { host: service.host },
  );
  expect(passage.ran).toBe(true);
  return passage.context.caller;
}

test('the caller has the session, the account and its organizations', async () => {
  const organizationID = await createOrganization(service, token);
  const caller = await callerOf({ token });
  expect(caller).toMatchObject({
    user: { email: person.email },
    session: { userID: person.id, methods: ['password'] },
    organizations: [{ organizationID }],
  });
  expect(await callerOf({ cookies: [`__Host-session=${token}`] })).toEqual(caller);
});

test.each([
  ['no token', {}],
  ['an empty bearer token', { headers: { authorization: 'Bearer ' } }],
  ['a token of another form', { token: 'odd' }],
  ['a token with another secret', { token: 'ada.secret' }],
])('a request with %s has no caller, and passes', async (_, request) => {
  expect(await callerOf(request)).toBeUndefined();
});

test('a bearer token is read before a cookie', async () => {
  expect(await callerOf({ token: 'ada.secret', cookies: [`__Host-session=${token}`] })).toBeUndefined();
});

test('a session that has ended identifies nobody', async () => {
  const ended = await session(service, person);
  await service.call('auth/sign-out', { token: ended });
  expect(await callerOf({ token: ended })).toBeUndefined();
});

test('an operation that does not look at sessions reads none', async () => {
  const { context, ran } = await passThrough(
    identifyCaller(() => undefined),
    { token },
  );
  expect(ran).toBe(true);
  expect(context.caller).toBeUndefined();
});
