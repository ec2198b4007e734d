import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { userKey } from '../../../core/accounts/user.ts';
import { update } from '../../../core/kernel/change.ts';
import { store } from '../../../functions/adapters/store.ts';
import { problemTypes } from '../../../functions/http/problem-types.ts';
import { metricNames, metricNamespace } from '../../../functions/metric-names.ts';
import { steps } from '../../../functions/steps.ts';
import { accountWith, completeSignIn, wrongAppCode } from '../../support/accounts.ts';
import { bounceOf, complaintOf } from '../../support/mail-events.ts';
import { lastCode, newAddress, otherCode, register, session, signIn, submit } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

let service: Service;
let refuses = false;
beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  service = await startService({ authorize: () => (refuses ? 'denied by the test' : undefined) });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await service.close();
});
let seen = 0;
beforeEach(() => {
  seen = service.emitted.length;
});

// biome-ignore lint/suspicious/noExplicitAny: lines of a log are looked at field by field
const lines = (): any[] => service.emitted.slice(seen).map((line) => JSON.parse(line));
/** What was counted since the test began, as `SignIns` or `Refusals invalid-code`. */
const counted = () =>
  lines().flatMap((line) =>
    line._aws.CloudWatchMetrics.flatMap(
      ({ Dimensions, Metrics }: { Dimensions: string[][]; Metrics: { Name: string }[] }) =>
        Metrics.map(({ Name }) =>
          [Name, ...(Dimensions[0]?.slice(1) ?? []).map((name) => line[name])].join(' '),
        ),
    ),
  );

describe('what is counted', () => {
  it('is a registration and a sign-in, with the mail of the code', async () => {
    const person = await register(service);
    await session(service, person);
    expect(counted()).toEqual(['MailsSent', 'CodesSent', 'Registrations', 'SignIns']);
  });

  it('is a sign-in only when its code was right, and each refusal by its problem', async () => {
    const account = await accountWith(service, 'email');
    seen = service.emitted.length;
    const { body } = await signIn(service, account);
    const code = await lastCode(service, account.email);
    await submit(service, body.mfaID, otherCode(code));
    await submit(service, body.mfaID, code);
    expect(counted().filter((name) => !/Sent$/.test(name))).toEqual(['Refusals invalid-code', 'SignIns']);
    // A slip that is corrected is not mailed about.
    expect(counted().filter((name) => /Sent$/.test(name))).toEqual(['MailsSent', 'CodesSent']);
  });

  it('is the mail about the third wrong code of a challenge', async () => {
    const account = await accountWith(service, 'authenticator');
    const { body } = await signIn(service, account);
    seen = service.emitted.length;
    const wrong = wrongAppCode(service, account.app);
    for (let time = 0; time < 2; time += 1) await submit(service, body.mfaID, wrong);
    expect(counted()).toEqual(['Refusals invalid-code', 'Refusals invalid-code']);
    seen = service.emitted.length;
    await submit(service, body.mfaID, wrong);
    expect(counted()).toEqual(['MailsSent', 'Refusals invalid-code']);
  });

  it('is the mail about a wrong code that the job sends after the challenge has ended', async () => {
    const account = await accountWith(service, 'authenticator');
    const { body } = await signIn(service, account);
    await submit(service, body.mfaID, wrongAppCode(service, account.app));
    service.clock.now += 20 * 60_000;
    seen = service.emitted.length;
    await service.run('mfa/report-wrong-codes');
    expect(counted()).toEqual(['MailsSent']);
  });

  it('is a mail that SES does not accept, also where the answer does not say so', async () => {
    const person = await register(service);
    seen = service.emitted.length;
    service.emulators.ses.pauseSending();
    await service.call('account/forgot-password', { body: { email: person.email }, address: '192.0.2.91' });
    service.emulators.ses.resumeSending();
    expect(counted()).toContain('MailFailures');
    expect(counted()).not.toContain('MailsSent');
  });

  it('is not what only reads', async () => {
    const token = await session(service, await register(service));
    seen = service.emitted.length;
    await service.call('account/read', { token });
    expect(counted()).toEqual([]);
  });

  it('is a disabled factor', async () => {
    const account = await accountWith(service, 'email');
    const { body } = await service.call('account/read', { token: account.token });
    seen = service.emitted.length;
    const parameters = { factorID: body.mfa.factors[0].id };
    await service.call('mfa/disable-factor', { parameters, token: account.token });
    expect(counted()).toContain('FactorsDisabled');
  });

  it('is a method that a wrong code locks, once', async () => {
    const account = await accountWith(service, 'authenticator');
    const owner = userKey(account.id);
    const guessed = update('users', owner, { authenticatorFailures: 98, authenticatorFailedAt: 1 }, []);
    await store(service.host).commit([guessed]);
    seen = service.emitted.length;
    for (let wrong = 0; wrong < 3; wrong += 1) {
      service.clock.now += 3_600_000;
      const { body } = await signIn(service, account);
      await submit(service, body.mfaID, wrongAppCode(service, account.app));
    }
    expect(counted().filter((name) => !/Sent$/.test(name))).toEqual([
      'Refusals invalid-code',
      'LockedMethods',
      'Refusals invalid-code',
      'Refusals too-many-attempts',
    ]);
  });

  it('is mail that came back, and a complaint', async () => {
    await service.run('mail/record-bounce', bounceOf(newAddress()));
    await service.run('mail/record-bounce', complaintOf(newAddress()));
    await service.run('mail/record-bounce', bounceOf(newAddress(), 'Transient'));
    expect(counted()).toEqual(['Bounces', 'Complaints']);
  });

  it('is a failure of ours, and that AWS denied a call, in a step and in a job', async () => {
    refuses = true;
    expect(
      (
        await service.call('auth/sign-in', {
          body: { identifier: 'a@example.com', password: 'x'.repeat(20) },
        })
      ).status,
    ).toBe(503);
    await service.run('mail/record-bounce', bounceOf(newAddress())).catch(() => undefined);
    refuses = false;
    expect(counted()).toEqual(['Errors', 'Denials', 'Refusals unavailable', 'Bounces', 'Errors', 'Denials']);
  });
});

describe('a line of counts', () => {
  it('is in the embedded metric format: what CloudWatch needs to make metrics of it', async () => {
    await service.call('auth/verify', { token: 'nobody.nothing' });
    expect(lines()).toEqual([
      {
        _aws: {
          Timestamp: service.clock.now,
          CloudWatchMetrics: [
            {
              Namespace: metricNamespace,
              Dimensions: [['Stage', 'Outcome']],
              Metrics: [{ Name: 'Refusals', Unit: 'Count' }],
            },
          ],
        },
        Stage: 'test',
        Row: 'auth/verify',
        Outcome: 'signed-out',
        Refusals: 1,
      },
    ]);
  });

  it('has the stage, the step and the slug of a problem, and nothing of a user', async () => {
    const account = await accountWith(service, 'email', 'authenticator');
    await completeSignIn(service, account);
    await signIn(service, { ...account, password: 'not the password at all' });
    const rows = new Set<string>([...steps.map(({ name }) => name), 'mail/record-bounce']);
    const all = service.emitted.map((line) => JSON.parse(line));
    expect(all.length).toBeGreaterThan(20);
    for (const { _aws, Stage, Row, Outcome, ...counts } of all) {
      expect(Stage).toBe('test');
      if (Row !== undefined) expect(rows).toContain(Row);
      if (Outcome !== undefined) expect(Object.keys(problemTypes)).toContain(Outcome);
      for (const [name, value] of Object.entries(counts)) {
        expect(metricNames).toContain(name);
        expect(value).toBe(1);
      }
    }
  });
});
