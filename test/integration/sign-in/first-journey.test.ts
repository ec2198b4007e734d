import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  activateAuthenticator,
  activateEmail,
  lastCode,
  register,
  session,
  signIn,
  submit,
} from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

test('the guide: register, activate email, sign in with its code, add an authenticator, switch', async () => {
  const person = await register(service);
  const token = await session(service, person);
  expect((await service.call('auth/verify', { token })).body).toMatchObject({
    amr: ['pwd'],
    methods: ['password'],
  });

  const { begun, done } = await activateEmail(service, person, token);
  expect(begun).toMatchObject({ status: 201 });
  expect(done.body).toMatchObject({ factor: { type: 'email', preferred: true } });
  expect(done.body.recoveryCodes).toHaveLength(10);

  const challenge = await signIn(service, person);
  expect(challenge.body).toMatchObject({ mfaPreferredType: 'email', mfaTypes: ['email'] });
  const signedIn = await submit(service, challenge.body.mfaID, await lastCode(service, person.email));
  expect(signedIn.body).toMatchObject({ email: person.email, id: person.id });
  const factorToken = signedIn.body.sessionToken;
  expect((await service.call('auth/verify', { token: factorToken })).body.amr).toEqual(['pwd', 'otp']);

  const second = await activateAuthenticator(service, person, factorToken, false);
  expect(second.done).toMatchObject({ status: 200 });
  const account = await service.call('account/read', { token: factorToken });
  expect(account.body.mfa).toMatchObject({ enabled: true, preferred: 'email', recoveryCodesLeft: 10 });

  const again = await signIn(service, person);
  const switched = await service.call('auth/switch-method', {
    parameters: { mfaID: again.body.mfaID },
    body: { type: 'authenticator' },
  });
  expect(switched.body.mfaPreferredType).toBe('authenticator');
  const byApp = await submit(service, again.body.mfaID, second.app.codeAt(service.clock.now));
  expect((await service.call('auth/verify', { token: byApp.body.sessionToken })).body.amr).toEqual([
    'pwd',
    'otp',
    'mfa',
  ]);
  const replay = await submit(
    service,
    (await signIn(service, person)).body.mfaID,
    second.app.codeAt(service.clock.now),
  );
  expect(replay.status).toBe(422);
});
