import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { userKey } from '../../../core/accounts/user.ts';
import { update } from '../../../core/kernel/change.ts';
import { store } from '../../../functions/adapters/store.ts';
import { metricNamespace } from '../../../functions/metric-names.ts';
import { accountWith, nextAppCode, wrongAppCode } from '../../support/accounts.ts';
import { type AlarmProperties, type Datum, metricsIn, queriesOf, stateOf } from '../../support/cloudwatch.ts';
import { newSource, register, session, signIn, submit } from '../../support/people.ts';
import { seederOf } from '../../support/seeded-accounts.ts';
import { serve } from '../../support/serve.ts';
import { type Service, startService } from '../../support/service.ts';
import { alarmNamed, alarms } from './stage.ts';

/**
 * Each alarm about what functions count, caused: the functions run as they are, and the alarm of the template is evaluated over the
 * lines that they wrote. The alarms about AWS's own metrics are in of-aws.test.ts.
 */

const minute = 60_000;
/** Well formed, of a session that does not exist. */
const token = `a.${'x'.repeat(43)}`;
let service: Service;
let denied: string | undefined;
let begun = 0;

beforeAll(async () => {
  service = await startService({
    authorize: ({ accessKeyID }) => (accessKeyID === denied ? 'denied by the test' : undefined),
  });
});
afterAll(() => service.close());
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  // What earlier tests counted is long over, and the next minute begins a period of each alarm.
  service.clock.now = (Math.floor(service.clock.now / 86_400_000) + 2) * 86_400_000 + minute;
  begun = service.emitted.length;
});
afterEach(() => void vi.restoreAllMocks());

const data = (): readonly Datum[] => service.emitted.slice(begun).flatMap(metricsIn);
const state = (name: string) => stateOf(alarmNamed(name), data(), service.clock.now);

async function inTurn(count: number, act: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < count; done += 1) await act();
}

/** Codes that are wrong, at several accounts, because each challenge takes five. */
async function enterWrongCodes(count: number): Promise<void> {
  for (let entered = 0; entered < count; entered += 5) {
    const account = await accountWith(service, 'authenticator');
    const { mfaID } = (await signIn(service, account)).body;
    for (let wrong = entered; wrong < Math.min(count, entered + 5); wrong += 1)
      await submit(service, mfaID, wrongAppCode(service, account.app));
  }
}

async function lockMethod(): Promise<void> {
  const account = await accountWith(service, 'authenticator');
  const failures = { authenticatorFailures: 99, authenticatorFailedAt: 1 };
  await store(service.host).commit([update('users', userKey(account.id), failures, [])]);
  const { mfaID } = (await signIn(service, account)).body;
  await submit(service, mfaID, wrongAppCode(service, account.app));
}

async function disableFactor(): Promise<void> {
  const account = await (await seederOf(service)).account(['authenticator']);
  const [app] = account.apps;
  if (!app) throw new Error('no app');
  const address = newSource();
  const body = { identifier: account.email, password: account.password };
  const { mfaID } = (await service.call('auth/sign-in', { body, address })).body;
  const { sessionToken: token } = (await submit(service, mfaID, nextAppCode(service, app))).body;
  const { mfa } = (await service.call('account/read', { token })).body;
  const parameters = { factorID: mfa.factors[0].id };
  expect((await service.call('mfa/disable-factor', { parameters, token })).status).toBe(204);
}

async function failingRequests(count: number): Promise<void> {
  await service.emulators.dynamodb.interrupt();
  await inTurn(count, async () => expect((await service.call('auth/verify', { token })).status).toBe(503));
  await service.emulators.dynamodb.restore();
}

async function unsentMails(count: number): Promise<void> {
  const person = await register(service);
  service.emulators.ses.pauseSending();
  for (let unsent = 0; unsent < count; unsent += 1)
    await service.call('account/forgot-password', { body: { email: person.email }, address: newSource() });
  service.emulators.ses.resumeSending();
}

async function deniedCall(): Promise<void> {
  denied = 'auth.verify';
  service.restart('auth/verify');
  await service.call('auth/verify', { token });
  denied = undefined;
  service.restart('auth/verify');
}

async function disabledKey(): Promise<void> {
  const [arn = ''] = service.emulators.kms.keyArns;
  service.emulators.kms.setKeyState(arn, 'PendingDeletion');
  await service.run('keys/check');
  service.emulators.kms.setKeyState(arn, 'Enabled');
}

/** How each alarm is caused, and what is not enough for it. */
const causes: Readonly<
  Record<string, { readonly nearly: () => Promise<void>; readonly cause: () => Promise<void> }>
> = {
  errors: { nearly: () => failingRequests(4), cause: () => failingRequests(1) },
  denials: { nearly: () => failingRequests(1), cause: deniedCall },
  'wrong-codes': { nearly: () => enterWrongCodes(19), cause: () => enterWrongCodes(1) },
  'locked-methods': { nearly: () => inTurn(2, lockMethod), cause: lockMethod },
  'disabled-factors': { nearly: () => inTurn(19, disableFactor), cause: disableFactor },
  'mail-failures': { nearly: () => unsentMails(2), cause: () => unsentMails(1) },
  'unusable-keys': { nearly: () => service.run('keys/check'), cause: disabledKey },
};

/** Alarms of which a test of its own is below. */
const others = ['sign-in-check'];

const readsOwn = (alarm: AlarmProperties): boolean =>
  queriesOf(alarm).some(({ MetricStat }) => MetricStat?.Metric.Namespace === metricNamespace);

it('every alarm about what functions count is caused here', () => {
  const names = alarms.filter(readsOwn).map(({ AlarmName }) => AlarmName.replace('serverless-mfa-test-', ''));
  // The metric of the masked lines is made by CloudWatch Logs.
  expect(names.filter((name) => name !== 'masked-logs').sort()).toEqual(
    [...Object.keys(causes), ...others].sort(),
  );
});

describe.each(Object.entries(causes))('the alarm %s', (name, { nearly, cause }) => {
  it('goes off by what the functions count, not before, and is over afterwards', async () => {
    await nearly();
    expect(state(name)).toBe('OK');
    await cause();
    expect(state(name)).toBe('ALARM');
    service.clock.now += 24 * 60 * minute;
    expect(state(name)).toBe('OK');
  });

  it('sees nothing of another stage', async () => {
    await nearly();
    await cause();
    const elsewhere = data().map((datum) => ({
      ...datum,
      dimensions: { ...datum.dimensions, Stage: 'prod' },
    }));
    expect(stateOf(alarmNamed(name), elsewhere, service.clock.now)).toBe('OK');
  });
});

it('the alarm wrong-codes is silent while as many codes are right', async () => {
  await enterWrongCodes(20);
  expect(state('wrong-codes')).toBe('ALARM');
  await inTurn(14, async () => session(service, await register(service)));
  expect(state('wrong-codes')).toBe('OK');
});

describe('the alarm sign-in-check', () => {
  const name = 'auth/check-sign-in';
  let isUp = true;

  /** As the rule does for so long, with or without the job. */
  async function pass(minutes: number, isRun = true): Promise<void> {
    const served = await serve(service);
    service.restart(name, { PUBLIC_ORIGIN: isUp ? served.url : 'http://127.0.0.1:9' });
    for (let passed = 0; passed < minutes; passed += 10) {
      service.clock.now += 10 * minute;
      if (isRun) await service.run(name);
    }
    await served.close();
  }

  it('is silent while people can sign in, goes off half an hour after they cannot, and is over when they can', async () => {
    isUp = true;
    await pass(90);
    expect(state('sign-in-check')).toBe('OK');
    isUp = false;
    await pass(10);
    expect(state('sign-in-check')).toBe('OK');
    await pass(30);
    expect(state('sign-in-check')).toBe('ALARM');
    isUp = true;
    await pass(20);
    expect(state('sign-in-check')).toBe('OK');
  });

  it('goes off as soon if the job does not run at all', async () => {
    isUp = true;
    await pass(90);
    await pass(40, false);
    expect(state('sign-in-check')).toBe('ALARM');
  });
});
