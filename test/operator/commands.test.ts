import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { userKey } from '../../core/accounts/user.ts';
import { update } from '../../core/kernel/change.ts';
import { chargeCodeGuess } from '../../core/sign-in/code-failures.ts';
import { store } from '../../functions/adapters/store.ts';
import { run as showLog } from '../../operator/commands/log.ts';
import { run as show } from '../../operator/commands/show.ts';
import { run as unlock } from '../../operator/commands/unlock.ts';
import { accountWith, everythingStored, userRow, wrongAppCode } from '../support/accounts.ts';
import { startAnswers, xmlError } from '../support/aws-answers.ts';
import { bounceOf } from '../support/mail-events.ts';
import { type OperatedService, Recorded, startOperatedService, who } from '../support/operator.ts';
import { askForReset } from '../support/operator-walk.ts';
import { createOrganization } from '../support/organizations.ts';
import { goodPassword, register, signIn, submit } from '../support/people.ts';

let service: OperatedService;
beforeAll(async () => {
  service = await startOperatedService();
});
afterAll(() => service.close());

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
type Value = any;

async function answerOf(run: (output: Recorded) => Promise<void>): Promise<Value> {
  const output = new Recorded();
  await run(output);
  return output.values[0];
}
const shown = (email: string) => answerOf(async (output) => show(await service.context(output), email));
const unlocked = (email: string, reason?: string) =>
  answerOf(async (output) => unlock(await service.context(output), email, { ...(reason && { reason }) }));

/** Has wrong codes of the app behind an account: all but the last are only charged, as a sign-in does, without its password hash. */
async function enterWrongCodes(
  account: Awaited<ReturnType<typeof accountWith>>,
  count: number,
): Promise<void> {
  const withApp = account as typeof account & { app: Parameters<typeof wrongAppCode>[1] };
  for (let charged = 0; charged < count - 1; charged += 1) {
    service.clock.now += 3_600_000;
    const charge = chargeCodeGuess(account.id, 'authenticator', service.clock.now);
    expect(await store(service.host).commit([charge])).toEqual({ committed: true });
  }
  service.clock.now += 3_600_000;
  const { mfaID } = (await signIn(service, account)).body;
  expect((await submit(service, mfaID, wrongAppCode(service, withApp.app))).slug).toBe('invalid-code');
}

describe('show', () => {
  test('tells of factors, organizations, sessions and events', async () => {
    const account = await accountWith(service, 'email', 'authenticator');
    const orgID = await createOrganization(service, account.token);
    const value = await shown(account.email.toUpperCase());
    expect(value).toMatchObject({
      stage: 'test',
      id: account.id,
      email: account.email,
      password: 'set',
      recoveryCodesLeft: 10,
      methods: [],
      keys: [],
      mailReturned: null,
      waitingReset: null,
      organizations: [{ id: orgID, role: 'owner', mfa: { required: false } }],
      sessions: 2,
    });
    expect(value.factors.map(({ type }: Value) => type).sort()).toEqual(['authenticator', 'email']);
    expect(value.events.length).toBeLessThanOrEqual(10);
    expect(value.events.map(({ kind }: Value) => kind)).toContain('factor-enabled');
  });

  test('tells of waits, of mail that came back, and of a reset that waits', async () => {
    const account = await accountWith(service, 'email', 'authenticator');
    await enterWrongCodes(account, 11);
    const token = await askForReset(service, account.email);
    await service.run('mail/record-bounce', bounceOf(account.email));
    const value = await shown(account.email);
    expect(value.methods).toEqual([
      { type: 'authenticator', failures: 11, locked: false, waitSeconds: expect.any(Number) },
    ]);
    expect(value.methods[0].waitSeconds).toBeGreaterThan(0);
    expect(value.mailReturned).toMatchObject({ reason: 'bounce' });
    expect(value.waitingReset).toMatchObject({ by: who });
    expect(JSON.stringify(value)).not.toContain(token);
  });

  test('says nothing that opens the account', async () => {
    const account = await accountWith(service, 'email', 'authenticator');
    const output = new Recorded(false);
    await show(await service.context(output), account.email);
    const said = [JSON.stringify(await shown(account.email)), ...output.lines].join('\n');
    const row = await userRow(service, account.id);
    const factors = (await service.rows('factors')).filter(({ userID }) => userID === account.id);
    const secrets = [
      goodPassword,
      row['passwordHash'],
      account.token,
      account.token.split('.')[1],
      account.activations['authenticator'].secret,
      ...account.recoveryCodes,
      ...factors.flatMap(({ sealedSecret, hash }) => [sealedSecret, hash]),
      ...(await service.rows('sessions')).map(({ id }) => id),
    ].filter((secret) => secret !== undefined);
    expect(secrets.length).toBeGreaterThan(20);
    for (const secret of secrets) expect(said).not.toContain(String(secret));
  });

  test('changes nothing', async () => {
    const { email } = await register(service);
    const before = await everythingStored(service);
    await shown(email);
    expect(await everythingStored(service)).toEqual(before);
  });

  test('is readable without a terminal, and lets nothing of a user control one', async () => {
    const person = await register(service);
    // As names were stored before they were held to a rule.
    const renamed = update('users', userKey(person.id), { name: 'Ada \u202eecalevoL' }, []);
    expect(await store(service.host).commit([renamed])).toEqual({ committed: true });
    const output = new Recorded(false);
    await show(await service.context(output), person.email);
    const text = output.lines.join('\n');
    expect(text).toContain('Account:');
    expect(text).toContain('Factors:        none');
    expect(text).not.toContain('\u202e');
  });
});

describe('unlock', () => {
  test('opens a locked method, with an event and a mail', async () => {
    const account = await accountWith(service, 'email', 'authenticator');
    await enterWrongCodes(account, 100);
    expect((await shown(account.email)).methods).toMatchObject([{ type: 'authenticator', locked: true }]);
    expect(await unlocked(account.email, 'called us')).toMatchObject({
      changed: true,
      methods: ['authenticator'],
    });
    expect((await shown(account.email)).methods).toEqual([]);
    service.clock.now += 30_000;
    const { mfaID } = (await signIn(service, account)).body;
    expect((await submit(service, mfaID, account.app.codeAt(service.clock.now))).status).toBe(200);
    const { events } = await shown(account.email);
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'methods-unlocked', operator: { who, reason: 'called us' } }),
    );
    const mail = (await service.mailsTo(account.email)).at(-1);
    expect(mail?.subject).toContain('was unlocked');
    expect(mail?.body.text).toContain('“called us”');
  });

  test('lets mail through again: the mark of the account and the list of SES', async () => {
    const { email, id } = await accountWith(service, 'email');
    await service.run('mail/record-bounce', bounceOf(email));
    service.controlPlane.suppressed.add(email);
    expect(await unlocked(email)).toMatchObject({
      changed: true,
      mail: { marked: true, suppression: 'removed' },
    });
    expect(await userRow(service, id)).not.toHaveProperty('mailReturned');
    expect(service.controlPlane.suppressed.has(email)).toBe(false);
  });

  test('of what is not locked changes nothing, and mails nobody', async () => {
    const { email } = await accountWith(service, 'email');
    const before = await everythingStored(service);
    const mails = (await service.mailsTo(email)).length;
    expect(await unlocked(email)).toMatchObject({ changed: false, mail: { suppression: 'none' } });
    expect(await everythingStored(service)).toEqual(before);
    expect(await service.mailsTo(email)).toHaveLength(mails);
  });
});

test('the log says what operators did, newest first', async () => {
  const { email, id } = await accountWith(service, 'email');
  service.clock.now += 1000;
  await askForReset(service, email);
  const { events } = await answerOf(async (output) => showLog(await service.context(output), 1));
  expect(events).toEqual([{ at: expect.any(String), kind: 'factors-reset-requested', account: id, by: who }]);
});

describe('as a process of its own', () => {
  test('does what it is asked, with the credentials and endpoints of the environment', async () => {
    service.clock.now = Date.now();
    const { email, id } = await accountWith(service, 'email');
    const told = await service.command(['show', email, '--stage', 'test', '--json']);
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(told.out)).toMatchObject({ id, email });
    const words = ['reset-factors', email, '--stage', 'test', '--now', '--reason', 'seen in person'];
    const unasked = await service.command(words);
    expect(unasked).toMatchObject({ code: 2, out: '' });
    expect(unasked.err).toContain('Add --yes');
    expect(await service.command([...words, '--yes'])).toMatchObject({
      code: 0,
      out: `Done: ${email} has no factors any more and is signed out everywhere. The user got a mail about it.\n`,
    });
    const log = await service.command(['log', '--stage', 'test', '--json']);
    expect(JSON.parse(log.out).events).toContainEqual(
      expect.objectContaining({ account: id, kind: 'factors-reset', by: who, reason: 'seen in person' }),
    );
  });

  test.each([
    ['no account', ['show', 'nobody@example.com', '--stage', 'test'], {}, 1, 'There is no account'],
    ['no address', ['show', 'nobody', '--stage', 'test'], {}, 2, 'is not an email address'],
    ['no stage', ['show', 'a@example.com', '--stage', 'other'], {}, 1, 'There is no stage "other"'],
    ['a wrong stage', ['show', 'a@example.com', '--stage', 'Other!'], {}, 2, 'lower-case letters'],
    ['no region', ['show', 'a@example.com'], { AWS_REGION: '' }, 2, 'Choose one with --region'],
    [
      'no credentials',
      ['show', 'a@example.com'],
      { AWS_ACCESS_KEY_ID: '' },
      3,
      'No AWS credentials were found',
    ],
    [
      'no network',
      ['show', 'a@example.com'],
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:4' },
      3,
      'cannot be reached',
    ],
    [
      '--now without a reason',
      ['reset-factors', 'a@example.com', '--stage', 'test', '--now'],
      {},
      2,
      '--reason',
    ],
    ['no command', [], {}, 2, 'Usage: operator'],
    ['an unknown command', ['destroy', 'a@example.com'], {}, 2, 'unknown command'],
  ] as const)('says what is wrong and what to do: %s', async (_, words, environment, code, says) => {
    const outcome = await service.command(words, environment);
    expect(outcome).toMatchObject({ code, out: '' });
    expect(outcome.err).toContain(says);
    expect(outcome.err).not.toContain('    at ');
  });

  test.each([
    [
      'credentials that have expired',
      xmlError(403, 'ExpiredToken', 'The token is expired'),
      3,
      'The AWS credentials have expired (The token is expired). They come from AWS_ACCESS_KEY_ID in the environment',
    ],
    ['a denial', xmlError(403, 'AccessDenied', 'Not authorized to perform x'), 1, 'lists the permissions'],
    ['an answer that nobody foresaw', xmlError(500, 'InternalFailure', 'Try later'), 1, 'Try later'],
  ])('says what is wrong and what to do: %s', async (_, answer, code, says) => {
    const server = await startAnswers({ GetCallerIdentity: answer });
    const outcome = await service.command(['show', 'a@example.com'], { AWS_ENDPOINT_URL: server.endpoint });
    await server.close();
    expect(outcome).toMatchObject({ code, out: '' });
    expect(outcome.err).toContain(says);
    expect(outcome.err).not.toContain('    at ');
  });

  test('asks on a terminal before a change, and takes nothing but yes', async () => {
    service.clock.now = Date.now();
    const { email, id } = await accountWith(service, 'email');
    const words = ['reset-factors', email, '--stage', 'test', '--now', '--reason', 'seen in person'];
    const refused = service.terminal(words);
    await refused.answer(/Type yes to continue:/, 'y');
    expect(await refused.exitCode).toBe(1);
    expect(await refused.screen()).toContain('Nothing was changed');
    const interrupted = service.terminal(words);
    await interrupted.until(/Type yes to continue:/);
    interrupted.type('\u0003');
    expect(await interrupted.exitCode).toBe(130);
    expect((await userRow(service, id))['factors']).toHaveLength(1);
    const agreed = service.terminal(words);
    await agreed.answer(/Type yes to continue:/, 'yes');
    expect(await agreed.exitCode).toBe(0);
    expect((await userRow(service, id))['factors']).toHaveLength(0);
  });

  test('explains itself', async () => {
    expect(await service.command(['reset-factors', '--help'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/--now.*--withdraw.*--reason <text>.*--stage <name>/s),
    });
  });
});
