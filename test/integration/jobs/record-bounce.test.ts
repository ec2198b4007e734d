import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { toJob } from '../../../functions/jobs/job.ts';
import { job } from '../../../functions/jobs/mail/record-bounce.ts';
import { reportMail, scheduledEvent, startSchedules } from '../../../local/event-bridge.ts';
import { readAssembly } from '../../../local/template/assembly.ts';
import { modelOf, TemplateError } from '../../../local/template/index.ts';
import { lambdaContext } from '../../support/lambda-context.ts';
import { bounceOf, complaintOf, delayOf } from '../../support/mail-events.ts';
import { newAddress, register } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { type SmallAssembly, smallService, writeAssembly } from '../local/assembly.ts';

describe('the job that records bounces', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  const returned = async (email: string) =>
    (await service.rows('users')).find((row) => row['email'] === email)?.['mailReturned'];

  it.each([
    ['bounce', bounceOf],
    ['complaint', complaintOf],
  ])('marks the account of a %s, in whatever spelling SES names it', async (reason, eventOf) => {
    const { email } = await register(service, newAddress(reason));
    await service.run('mail/record-bounce', eventOf(email.toUpperCase()));
    expect(await returned(email)).toEqual({ reason, at: service.clock.now });
  });

  it('leaves an account alone whose mailbox is only full, or whose mail is late', async () => {
    const { email } = await register(service, newAddress('full'));
    await service.run('mail/record-bounce', bounceOf(email, 'Transient'));
    await service.run('mail/record-bounce', delayOf(email));
    expect(await returned(email)).toBeUndefined();
  });

  it('makes no rows for addresses without an account, nor for what is no address', async () => {
    const before = (await service.rows('users')).length;
    await service.run('mail/record-bounce', bounceOf(newAddress('stranger')));
    await service.run('mail/record-bounce', bounceOf('MAILER-DAEMON'));
    expect((await service.rows('users')).length).toBe(before);
  });

  it('logs a failure with the id of the request, and whether the function had just started', async () => {
    const lines: string[] = [];
    const log = vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
    const handler = toJob(job, service.host);
    for (const awsRequestId of ['first', 'second'])
      await expect(handler({ detail: { bounce: 'odd' } }, lambdaContext({ awsRequestId }))).rejects.toThrow();
    log.mockRestore();
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'error', requestId: 'first', coldStart: true, job: 'mail/record-bounce' },
      { level: 'error', requestId: 'second', coldStart: false, job: 'mail/record-bounce' },
    ]);
  });

  it('fails in words that quote nothing, so that Lambda tries again and keeps the event', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const secret = 'person@example.com';
    await expect(service.run('mail/record-bounce', { detail: { bounce: secret } })).rejects.toThrow(
      /^mail\/record-bounce failed$/,
    );
    expect(log.mock.calls.flat().join()).toContain('"job":"mail/record-bounce"');
    expect(log.mock.calls.flat().join()).not.toContain(secret);
    log.mockRestore();
  });
});

describe('schedules of the local run', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const rules = [
    { arn: 'rule/often', functionArn: 'often', everyMilliseconds: 60_000, pattern: undefined },
    { arn: 'rule/events', functionArn: 'waits', everyMilliseconds: undefined, pattern: {} },
  ];

  it('run a function after each period, and leave alone what waits for events', () => {
    const invoke = vi.fn(async () => ({ kind: 'answered', answer: null }) as const);
    const end = startSchedules(rules, invoke, () => undefined);
    vi.advanceTimersByTime(59_999);
    expect(invoke).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    vi.advanceTimersByTime(60_000);
    const event = { 'detail-type': 'Scheduled Event', source: 'aws.events', resources: ['rule/often'] };
    expect(invoke.mock.calls).toEqual([
      ['often', expect.objectContaining(event)],
      ['often', expect.objectContaining(event)],
    ]);
    end();
    vi.advanceTimersByTime(600_000);
    expect(invoke).toHaveBeenCalledTimes(2);
  });

  it('tell the time as EventBridge does', () => {
    expect(scheduledEvent('rule', new Date(Date.UTC(2026, 10, 24, 12))).time).toBe('2026-11-24T12:00:00Z');
  });
});

describe('mail to the mailbox simulator of SES', () => {
  const pattern = {
    source: ['aws.ses'],
    'detail-type': ['Email Bounced', 'Email Complaint Received'],
    detail: { mail: { tags: { 'ses:configuration-set': ['mine'] } } },
  };
  const rules = [{ arn: 'rule', functionArn: 'job', everyMilliseconds: undefined, pattern }];
  const reported = (recipient: string, configurationSet: string | undefined) => {
    const invoke = vi.fn(async (_arn: string, _event: unknown) => ({ kind: 'failed' }) as const);
    reportMail(rules, { recipients: [recipient], configurationSet }, invoke, () => undefined);
    return invoke.mock.calls.map(([arn, event]) => [
      arn,
      (event as { 'detail-type': string })['detail-type'],
    ]);
  };

  it('bounces or is complained of, and sets off what waits for that', () => {
    expect(reported('bounce@simulator.amazonses.com', 'mine')).toEqual([['job', 'Email Bounced']]);
    expect(reported('Bounce+olivia@simulator.amazonses.com', 'mine')).toEqual([['job', 'Email Bounced']]);
    expect(reported('complaint@simulator.amazonses.com', 'mine')).toEqual([
      ['job', 'Email Complaint Received'],
    ]);
  });

  it.each([
    ['success@simulator.amazonses.com', 'mine'],
    ['bounce@example.com', 'mine'],
    ['bounce@simulator.amazonses.com', 'of another stage'],
    ['bounce@simulator.amazonses.com', undefined],
  ])('sets off nothing where it arrives or is not asked about: %s with the set %s', (recipient, set) => {
    expect(reported(recipient, set)).toEqual([]);
  });
});

describe('rules of the template', () => {
  const written: SmallAssembly[] = [];
  afterEach(async () => {
    for (const assembly of written.splice(0)) await assembly.remove();
  });

  async function rulesOf(properties: Record<string, unknown>) {
    const template = smallService({ Job: { route: 'GET /job' } });
    const Targets = [{ Id: 'Target0', Arn: { 'Fn::GetAtt': ['Job', 'Arn'] } }];
    const Rule = { Type: 'AWS::Events::Rule', Properties: { Targets, ...properties } };
    const resources = { ...template.Resources, Rule } as NonNullable<typeof template.Resources>;
    const assembly = await writeAssembly(
      { service: { ...template, Resources: resources } },
      { 'Job/index.mjs': 'export const handler = () => 1;', 'site/index.html': '' },
    );
    written.push(assembly);
    return modelOf(await readAssembly(assembly.folder)).rules;
  }

  it.each([
    ['rate(1 hour)', 3_600_000],
    ['rate(5 minutes)', 300_000],
    ['rate(2 days)', 172_800_000],
  ])('run their function at the %s of their schedule', async (ScheduleExpression, everyMilliseconds) => {
    expect(await rulesOf({ ScheduleExpression })).toEqual([
      expect.objectContaining({ everyMilliseconds, functionArn: expect.stringContaining(':function:') }),
    ]);
  });

  it('with an event pattern wait for its events', async () => {
    expect(await rulesOf({ EventPattern: { source: ['aws.ses'] } })).toEqual([
      expect.objectContaining({ everyMilliseconds: undefined, pattern: { source: ['aws.ses'] } }),
    ]);
  });

  it('that are disabled run nothing', async () => {
    expect(await rulesOf({ ScheduleExpression: 'rate(1 hour)', State: 'DISABLED' })).toEqual([]);
  });

  it('with another kind of schedule are not known here', async () => {
    await expect(rulesOf({ ScheduleExpression: 'cron(0 12 * * ? *)' })).rejects.toThrow(TemplateError);
  });
});
