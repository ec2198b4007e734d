import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stepSeconds } from '../../../core/factors/authenticator.ts';
import {
  type App,
  activateAuthenticator,
  appWith,
  type Person,
  register,
  signIn,
  submit,
} from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** A hint about the clock of a phone helps its user, and tells a guesser no code that will ever be right. */

let service: Service;
let person: Person;
let app: App;
let mfaID: string;
beforeAll(async () => {
  service = await startService();
  person = await register(service);
  ({ app } = await activateAuthenticator(service, person));
});
afterAll(() => service.close());
beforeEach(async () => {
  service.clock.now += 3_600_000;
  mfaID = (await signIn(service, person)).body.mfaID;
});

const steps = (count: number) => count * stepSeconds * 1000;
const at = (drift: number) => app.codeAt(service.clock.now + steps(drift));

describe('a right code of another time', () => {
  test.each([
    [-10, -300],
    [-3, -90],
    [-2, -60],
    [2, 60],
    [4, 120],
    [10, 300],
  ])('%i steps away is refused, costs a try, and says how wrong the clock is', async (drift, seconds) => {
    const answer = await submit(service, mfaID, at(drift));
    expect(answer).toMatchObject({ status: 422, slug: 'invalid-code' });
    expect(answer.body).toMatchObject({
      reason: 'phone-clock-wrong',
      clockAheadSeconds: seconds,
      attemptsLeft: 4,
    });
    const rows = await service.rows('factors');
    expect(rows.find(({ type }) => type === 'authenticator')).toMatchObject({ clockDriftSteps: drift });
    expect((await submit(service, mfaID, at(0))).status).toBe(200);
  });

  test.each([[-11], [11], [40]])('%i steps away is a wrong code like any other', async (drift) => {
    expect((await submit(service, mfaID, at(drift))).body.reason).toBe('wrong-code');
  });

  test('that was used is no sign of a wrong clock', async () => {
    const used = at(0);
    expect((await submit(service, mfaID, used)).status).toBe(200);
    service.clock.now += steps(4);
    const again = (await signIn(service, person)).body.mfaID;
    expect((await submit(service, again, used)).body.reason).toBe('wrong-code');
  });
});

describe('a step that was told', () => {
  test('is never accepted, and the codes before and after it are', async () => {
    const told = at(5);
    expect((await submit(service, mfaID, told)).body.reason).toBe('phone-clock-wrong');
    for (const early of [4, 5, 6]) {
      service.clock.now += early === 4 ? steps(4) : steps(1);
      const answer = await submit(service, mfaID, told);
      expect(answer).toMatchObject({ status: 422, slug: 'code-already-used' });
      expect(answer.body.retryAfterSeconds).toBeGreaterThan(0);
    }
    expect((await submit(service, mfaID, at(0))).status).toBe(200);
  });

  test('is not accepted either where several were told at once, in several challenges', async () => {
    const drifts = [3, 4, 5, 6, 7];
    const codes = drifts.map(at);
    const challenges = await Promise.all(drifts.map(async () => (await signIn(service, person)).body.mfaID));
    const answers = await Promise.all(codes.map((code, index) => submit(service, challenges[index], code)));
    const told = codes.filter((_, index) => answers[index]?.body.reason === 'phone-clock-wrong');
    expect(told.length).toBeGreaterThan(0);
    for (const code of told) {
      const index = codes.indexOf(code);
      const until = service.clock.now;
      service.clock.now = until + steps(drifts[index] ?? 0);
      const later = (await signIn(service, person)).body.mfaID;
      expect((await submit(service, later, code)).status).toBe(422);
      service.clock.now = until;
    }
  });

  test('does not keep its user waiting for longer than a step once the clock is right', async () => {
    expect((await submit(service, mfaID, at(10))).body.reason).toBe('phone-clock-wrong');
    expect((await submit(service, mfaID, at(0))).status).toBe(200);
  });
});

test('during an activation the clock is told too', async () => {
  const other = await register(service);
  const body = { type: 'authenticator', identifier: other.email, password: other.password };
  const begun = (await service.call('mfa/activate', { body })).body;
  const phone = appWith(begun.secret);
  const parameters = { activationID: begun.activationID };
  const enter = (code: string) =>
    service.call('mfa/complete-activation', { parameters, body: { otp: code } });
  const slow = await enter(phone.codeAt(service.clock.now - steps(6)));
  expect(slow.body).toMatchObject({ reason: 'phone-clock-wrong', clockAheadSeconds: -180 });
  expect((await enter(phone.codeAt(service.clock.now))).status).toBe(200);
});
