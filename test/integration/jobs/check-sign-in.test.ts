import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { isDeviceRow } from '../../../core/accounts/device.ts';
import { type User, userKey } from '../../../core/accounts/user.ts';
import { type Decision, isRefused } from '../../../core/kernel/decision.ts';
import {
  type CheckAccount,
  checkAccountOf,
  createCheckAccount,
  hasCheckFactor,
} from '../../../core/operator/sign-in-check.ts';
import { keyring } from '../../../functions/adapters/keyring.ts';
import { store } from '../../../functions/adapters/store.ts';
import type { AccessRequest } from '../../../local/emulators/authorize.ts';
import { everythingStored } from '../../support/accounts.ts';
import { type ServedService, serve } from '../../support/serve.ts';
import { type Service, startService } from '../../support/service.ts';

/** The scheduled sign-in, through the API behind a port. */

const name = 'auth/check-sign-in';
const tenMinutes = 600_000;
let service: Service;
let served: ServedService;
/** Where the requests of the job come from: Lambda runs it here and there. */
let address: string;
let denied: string | undefined;
let logged: string[];
let seen = 0;

beforeAll(async () => {
  const authorize = ({ accessKeyID }: AccessRequest) =>
    accessKeyID === denied ? 'denied by the test' : undefined;
  service = await startService({ authorize });
});
afterAll(() => service.close());
beforeEach(async () => {
  address = '198.51.100.1';
  denied = undefined;
  logged = [];
  vi.spyOn(console, 'error').mockImplementation((line) => void logged.push(line));
  served = await serve({
    ...service,
    send: (step, event) => {
      const { http } = event.requestContext;
      const requestContext = { ...event.requestContext, http: { ...http, sourceIp: address } };
      return service.send(step, { ...event, requestContext });
    },
  });
  service.restart(name, { PUBLIC_ORIGIN: served.url });
  await service.emulators.ses.clearInbox();
  seen = service.emitted.length;
});
afterEach(async () => {
  vi.restoreAllMocks();
  await served.close();
});

async function run(): Promise<void> {
  service.clock.now += tenMinutes;
  await service.run(name);
}

/** The account of the data keys of a version, which the job uses by default. */
async function account(keyVersion = '1'): Promise<CheckAccount> {
  const environment = { ...service.host.environment, KEY_VERSION: keyVersion };
  return checkAccountOf(await keyring({ ...service.host, environment }).signInCheckKey());
}

/** Has the job use data keys of another version. */
const useKeys = (version: string) =>
  service.restart(name, { PUBLIC_ORIGIN: served.url, KEY_VERSION: version });

async function commitDecision(decision: Decision): Promise<void> {
  if (isRefused(decision)) throw new Error(decision.refuse.detail);
  await store(service.host).commit(decision.commit);
}

const userOf = async ({ userID }: CheckAccount) => {
  const [user] = await store(service.host).read<[User]>({ table: 'users', key: userKey(userID) });
  return user;
};
const checks = () =>
  service.emitted
    .slice(seen)
    .map((line) => JSON.parse(line))
    .filter(({ SignInChecks }) => SignInChecks === 1);
const failures = () => logged.map((line) => JSON.parse(line)).filter(({ job }) => job === name);

describe('the scheduled sign-in', () => {
  it('creates its account, signs in to it with a code and signs out, and counts that', async () => {
    await run();
    expect(failures()).toEqual([]);
    expect(checks()).toMatchObject([{ Stage: 'test', Row: name }]);
    const own = await account();
    const user = await userOf(own);
    expect(user?.email).toBe(own.address);
    expect(user?.organizations).toEqual([]);
    expect(user && hasCheckFactor(user, own)).toBe(true);
    const entries = (await service.rows('events')).filter(({ subject }) => subject === `user#${own.userID}`);
    expect(entries.map(({ kind, factor }) => [kind, factor])).toEqual([
      ['signed-in', { type: 'authenticator' }],
    ]);
  });

  it('does so from wherever it runs, with the same account, and mails nothing', async () => {
    for (let network = 1; network <= 5; network += 1) {
      address = `203.0.113.${network}`;
      await run();
    }
    expect(failures()).toEqual([]);
    expect(checks()).toHaveLength(5);
    expect(await service.emulators.inbox()).toEqual([]);
    const { userID } = await account();
    const users = (await service.rows('users')).filter(({ id }) => String(id).startsWith('user#'));
    expect(users.map((row) => row['userID'])).toEqual([userID]);
    // It has signed out each time, and is one device.
    const rows = (await service.rows('sessions')) as { id: string; userID: string }[];
    expect(rows.map((row) => [row.userID, isDeviceRow(row)])).toEqual([[userID, true]]);
  });

  it('leaves nothing in the tables or the log by which anybody else could sign in', async () => {
    await run();
    const { password, secret, deviceToken } = await account();
    const stored = [...(await everythingStored(service)), ...service.emitted, ...logged].join('\n');
    const secrets = [secret, Buffer.from(secret)].flatMap((bytes) =>
      (['base64', 'base64url', 'hex'] as const).map((encoding) => Buffer.from(bytes).toString(encoding)),
    );
    for (const text of [password, deviceToken, ...secrets]) expect(stored).not.toContain(text);
  });

  it('is not repeated or handed to the failed jobs if an answer is wrong, and says which', async () => {
    await run();
    denied = 'auth.submit-code';
    service.restart('auth/submit-code');
    await run();
    denied = undefined;
    service.restart('auth/submit-code');
    expect(checks()).toHaveLength(1);
    expect(failures()).toMatchObject([
      {
        level: 'error',
        error: 'SignInCheckFailedError',
        request: 'POST /auth/signin/mfa/{mfaID}',
        status: '503',
        reason: 'internal-error',
      },
    ]);
    await run();
    expect(checks()).toHaveLength(2);
  });

  it('fails if there is no answer at all, and says why', async () => {
    await served.close();
    await run();
    expect(checks()).toEqual([]);
    expect(failures()).toMatchObject([{ request: 'POST /auth/signin', cause: 'ECONNREFUSED' }]);
  });

  it('fails if the code was used before, as it would be twice within half a minute', async () => {
    await run();
    await service.run(name);
    expect(checks()).toHaveLength(1);
    expect(failures()).toMatchObject([{ status: '422', reason: 'code-used' }]);
  });

  it('fails as a job, for Lambda to repeat it, if its account cannot be read', async () => {
    denied = 'auth.check-sign-in';
    service.restart(name, { PUBLIC_ORIGIN: served.url });
    await expect(run()).rejects.toThrow('auth/check-sign-in failed');
  });
});

describe('the account of the scheduled sign-in', () => {
  it('gets its factor before anybody signs in to it, after a run that ended in between', async () => {
    useKeys('7');
    const own = await account('7');
    await commitDecision(createCheckAccount(own, 'void', service.clock.now));
    expect((await userOf(own))?.factors).toEqual([]);
    await run();
    expect((await userOf(own))?.factors).toEqual([{ id: own.factorID, type: 'authenticator' }]);
  });

  it('is another one after a change of the data keys', async () => {
    useKeys('2');
    await run();
    await run();
    expect([checks().length, failures()]).toEqual([2, []]);
    const [before, after] = [await account('1'), await account('2')];
    expect(after.address).not.toBe(before.address);
    expect((await userOf(after))?.factors).toHaveLength(1);
  });

  it('is one, if two runs create it at once', async () => {
    useKeys('3');
    service.clock.now += tenMinutes;
    await Promise.all([service.run(name), service.run(name)]);
    const own = await account('3');
    expect((await userOf(own))?.factors).toEqual([{ id: own.factorID, type: 'authenticator' }]);
    seen = service.emitted.length;
    await run();
    expect(checks()).toHaveLength(1);
  });

  it('has a secret address, and what is ever mailed there reaches the simulator of SES', async () => {
    await run();
    const own = await account();
    expect(own.address).toMatch(/^success\+[a-z2-7]{26}@simulator\.amazonses\.com$/);
    await service.call('account/forgot-password', { body: { email: own.address } });
    expect((await service.emulators.inbox()).map(({ destination }) => destination.to)).toEqual([
      [own.address],
    ]);
  });
});
