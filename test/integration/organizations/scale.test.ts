import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createUser, userKey } from '../../../core/accounts/user.ts';
import type { FactorType } from '../../../core/factors/factor.ts';
import { update } from '../../../core/kernel/change.ts';
import { schemaVersions } from '../../../core/kernel/rows.ts';
import { type Member, memberKey } from '../../../core/organizations/membership.ts';
import { organizationKey } from '../../../core/organizations/organization.ts';
import { store } from '../../../functions/adapters/store.ts';
import type { TableName } from '../../../functions/steps.ts';
import { times } from '../../support/accounts.ts';
import { type MeteredDynamoDB, meterDynamoDB } from '../../support/metered-dynamodb.ts';
import { join, requireMfa, type Seeded, seeded, seededOrganization } from '../../support/organizations.ts';
import { lastCode, session, signIn, submit } from '../../support/people.ts';
import { type Seeder, seederOf } from '../../support/seeded-accounts.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/**
 * An organization of 10,000: what its owners and members wait for. The figures are printed; what a function may take
 * is 10 seconds, and what it may answer is 6 MB.
 */

const members = 10_000;
/** Of these many, one in fifty has no factor. */
const withoutFactor = members / 50;
const functionSeconds = 10;
const answerBytes = 6_000_000;

let service: Service;
let metered: MeteredDynamoDB;
let seeder: Seeder;
let big: { readonly orgID: string; readonly owner: Seeded };
let small: { readonly orgID: string; readonly owner: Seeded };
/** Made through the API, one without a factor and one with. */
let bare: Seeded;
let byMail: Seeded;
const figures: string[] = [];

beforeAll(async () => {
  service = await startService({
    meter: async (endpoint) => {
      metered = await meterDynamoDB(endpoint);
      return metered.endpoint;
    },
  });
  seeder = await seederOf(service);
  [big, small] = [
    await seededOrganization(service, seeder, 'email'),
    await seededOrganization(service, seeder, 'email'),
  ];
  [bare, byMail] = [await seeded(service, seeder), await seeded(service, seeder, 'email')];
  for (const member of [bare, byMail]) await join(service, big, member);
  await fill(big.orgID);
}, 120_000);
afterAll(async () => {
  console.log(figures.join('\n'));
  await metered.close();
  await service.close();
});

/** The rows of the account and the membership that an API member with these factors has. */
function rowsOf(orgID: string, index: number): readonly (readonly [TableName, Record<string, unknown>])[] {
  const userID = `member${String(index).padStart(20, '0')}`;
  const email = `member-${index}@example.com`;
  const now = service.clock.now;
  const [made] = createUser({
    userID,
    address: email,
    email,
    name: `Member ${index}`,
    passwordHash: 'no password has this hash'.padEnd(97, '.'),
    now,
  });
  if (made?.kind !== 'put') throw new Error('creating a user puts its row first');
  const type: FactorType = index % 3 === 0 ? 'authenticator' : 'email';
  const hasFactor = index % 50 !== 0;
  const factor = { id: `factor${String(index).padStart(20, '0')}`, type };
  const user = {
    ...made.row,
    organizations: [orgID],
    membershipVersion: 1,
    lastSignedInAt: now,
    sessionsMade: 1,
    ...(hasFactor && {
      factors: [factor],
      preferredFactorID: factor.id,
      firstFactorID: factor.id,
      credentialVersion: 2,
      sessionGeneration: 1,
    }),
  };
  const member: Member = { ...memberKey(orgID, userID), userID, joinedAt: now };
  return [
    ['users', user],
    ['organizations', { ...member, schemaVersion: schemaVersions.organizations }],
  ];
}

/** Writes the members that are missing, straight into the emulator's tables. */
async function fill(orgID: string): Promise<void> {
  // Past the meter, which would read and count all of it.
  const client = new DynamoDBClient({ endpoint: service.emulators.dynamodb.endpoint });
  const present = 3;
  const rows = times(members - present, (index) => rowsOf(orgID, index)).flat();
  for (const table of ['users', 'organizations'] as const) {
    const name = service.host.environment[`${table.toUpperCase()}_TABLE`] ?? '';
    const items = rows.flatMap(([of, row]) => (of === table ? [row] : []));
    for (let begun = 0; begun < items.length; begun += 25) {
      const requests = items.slice(begun, begun + 25).map((row) => ({
        PutRequest: { Item: marshall(row, { removeUndefinedValues: true }) },
      }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: requests } }));
    }
  }
  await store(service.host).commit([update('organizations', organizationKey(orgID), { members }, [])]);
}

/** Runs a request, and notes what it took. */
async function measured(name: string, request: () => Promise<CallAnswer>) {
  metered.read();
  const [begun, used] = [performance.now(), process.cpuUsage()];
  const answer = await request();
  const seconds = (performance.now() - begun) / 1000;
  // What is held is the processor's time, the emulator's with it: a busy machine is nobody's fault.
  const { user, system } = process.cpuUsage(used);
  const cpuSeconds = (user + system) / 1e6;
  const consumed = metered.read();
  const bytes = Buffer.byteLength(
    typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? ''),
  );
  figures.push(
    `${name}: ${seconds.toFixed(2)} s (${cpuSeconds.toFixed(2)} s of processor), ${consumed.calls.length} DynamoDB calls, ${consumed.readUnits} read units, ${consumed.writeUnits} write units, ${(bytes / 1e6).toFixed(2)} MB`,
  );
  expect(answer.status, JSON.stringify(answer.body).slice(0, 300)).toBe(200);
  expect(cpuSeconds).toBeLessThan(functionSeconds / 2);
  expect(bytes).toBeLessThan(answerBytes);
  return { answer, ...consumed };
}

const request = () => ({ parameters: { orgID: big.orgID }, token: big.owner.token });

type Rows = [Record<string, unknown>, Record<string, unknown>];

/** Names and kinds of all that a row has. */
const shape = (row: Record<string, unknown>) =>
  Object.entries(row)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? 'list' : typeof value}`)
    .sort();

test('the rows written here are shaped as those of members who came by invitation', async () => {
  const client = store(service.host);
  const written = (index: number, of: TableName) =>
    rowsOf(big.orgID, index).find(([table]) => table === of)?.[1] ?? {};
  for (const [account, index] of [
    [bare, 0],
    [byMail, 1],
  ] as const) {
    const [member = {}, user = {}] = await client.read<Rows>(
      { table: 'organizations', key: memberKey(big.orgID, account.id) },
      { table: 'users', key: userKey(account.id) },
    );
    expect(shape(written(index, 'organizations'))).toEqual(shape(member));
    expect(shape(written(index, 'users'))).toEqual(shape(user));
  }
});

describe('an organization of 10,000', () => {
  test('lists its members, its coverage and its preview within a function’s time and size', async () => {
    const users = await measured('GET users', () => service.call('orgs/list-users', request()));
    expect(users.answer.body).toHaveLength(members);
    const coverage = await measured('GET coverage', () => service.call('orgs/coverage', request()));
    expect(coverage.answer.body.members).toHaveLength(members);
    const csv = await measured('GET coverage as CSV', () =>
      service.call('orgs/coverage', { ...request(), query: { format: 'csv' } }),
    );
    expect(csv.answer.body.split('\r\n')).toHaveLength(members + 2);
    const preview = await measured('GET preview', () => service.call('orgs/preview-mfa', request()));
    expect(preview.answer.body.members).toEqual({ total: members, stopped: withoutFactor + 1 });
    await measured('GET groups', () => service.call('orgs/list-groups', request()));
  });

  test('is itself read by its own row: no member is read for it', async () => {
    const asMember = { ...request(), token: byMail.token };
    for (const { answer, calls } of [
      await measured('GET organization, an owner', () => service.call('orgs/read', request())),
      await measured('GET organization, a member', () => service.call('orgs/read', asMember)),
      await measured('GET organizations', () => service.call('orgs/list', request())),
    ]) {
      expect([answer.body].flat()[0].mfa.members).toEqual({ total: members });
      expect(calls).toEqual(['BatchGetItem', 'BatchGetItem']);
    }
  });

  test('switches its rule by one transaction, as large as that of one member, and reads none of them', async () => {
    const off = { required: false } as const;
    const switched = async (name: string, { orgID, owner }: typeof big) => {
      const on = await measured(`PUT mfa, on, ${name}`, () => requireMfa(service, orgID, owner.token));
      const again = await measured(`PUT mfa, off, ${name}`, () =>
        requireMfa(service, orgID, owner.token, off),
      );
      // The pots of the notices to the owners are no part of it.
      for (const { calls } of [on, again])
        expect(calls.filter((call) => !/Get|Query/.test(call))).toEqual([
          'UpdateItem',
          'TransactWriteItems',
          'UpdateItem',
        ]);
      return [on, again];
    };
    const ofSmall = await switched('1 member', small);
    const ofBig = await switched('10,000 members', big);
    expect(ofBig.map(({ writeUnits }) => writeUnits)).toEqual(ofSmall.map(({ writeUnits }) => writeUnits));
    for (const { calls } of ofBig) expect(calls.length).toBeLessThanOrEqual(6);
  });

  test('is under the rule on a member’s next request, in whatever order they come', async () => {
    const verify = () => service.call('auth/verify', { token: bare.token });
    expect((await verify()).status).toBe(200);
    await requireMfa(service, big.orgID, big.owner.token);
    expect((await verify()).slug).toBe('mfa-required-by-organization');
    expect((await service.call('auth/verify', { token: byMail.token })).status).toBe(200);
    await requireMfa(service, big.orgID, big.owner.token, { required: false });
    expect((await verify()).status).toBe(200);
  });

  test('costs a member’s sign-in, and each request, one DynamoDB call more than an account in none', async () => {
    const [alone, aloneByMail] = [await seeded(service, seeder), await seeded(service, seeder, 'email')];
    const calls = async (run: () => Promise<CallAnswer>) => {
      metered.read();
      const { status } = await run();
      expect(status).toBe(200);
      return metered.read().calls.length;
    };
    const submitted = async (account: Seeded) => {
      const { mfaID } = (await signIn(service, account)).body;
      const otp = await lastCode(service, account.email);
      return calls(() => submit(service, mfaID, otp));
    };
    const verified = ({ token }: Seeded) => calls(() => service.call('auth/verify', { token }));
    for (const [inside, outside] of [
      [bare, alone],
      [byMail, aloneByMail],
    ] as const) {
      const more =
        (await calls(() => signIn(service, inside))) - (await calls(() => signIn(service, outside)));
      expect(more).toBe(1);
      expect((await verified(inside)) - (await verified(outside))).toBe(1);
    }
    expect((await submitted(byMail)) - (await submitted(aloneByMail))).toBe(1);
  });

  test('reminds each member who has no accepted factor once, and nobody else', async () => {
    const deadline = new Date(service.clock.now + 7 * 86_400_000).toISOString();
    const owner = { ...big.owner, apps: [] };
    const { mfaID } = (await signIn(service, owner)).body;
    const { sessionToken } = (await submit(service, mfaID, await lastCode(service, owner.email))).body;
    const set = await requireMfa(service, big.orgID, sessionToken, { required: true, deadline });
    expect(set.status).toBe(200);
    await service.emulators.ses.clearInbox();
    service.clock.now += 1000;
    const begun = performance.now();
    // An event that comes twice, as events may.
    await Promise.all([service.run('orgs/remind'), service.run('orgs/remind')]);
    const seconds = (performance.now() - begun) / 1000;
    const { calls } = metered.read();
    const reminded = (await service.emulators.inbox()).flatMap(({ destination }) => destination.to);
    figures.push(
      `reminders, the event twice at once: ${reminded.length} mails, ${seconds.toFixed(2)} s, ${calls.length} DynamoDB calls`,
    );
    const due = times(members - 3, (index) => index)
      .filter((index) => index % 50 === 0)
      .map((index) => `member-${index}@example.com`);
    expect([...reminded].sort()).toEqual([...due, bare.email].sort());
    await service.run('orgs/remind');
    expect(await service.emulators.inbox()).toHaveLength(reminded.length);
    expect((await session(service, bare)).length).toBeGreaterThan(0);
  });

  test.each([
    ['orgs/list-users', (body: CallAnswer['body']) => body],
    ['orgs/coverage', (body: CallAnswer['body']) => body.members],
    [
      'orgs/list-groups',
      (body: CallAnswer['body']) =>
        body.groups.flatMap(({ members }: { members: readonly { id: string }[] }) => members),
    ],
  ] as const)('is listed page by page by %s: each page costs its own members only', async (name, read) => {
    service.clock.now += 60_000;
    const ids: string[] = [];
    let page: readonly { id: string }[] = [];
    do {
      const query = { limit: '500', ...(ids.length > 0 && { cursor: page.at(-1)?.id ?? '' }) };
      const listed = await measured(`GET page of ${name}`, () => service.call(name, { ...request(), query }));
      page = [...read(listed.answer.body)].sort((a, b) => (a.id < b.id ? -1 : 1));
      ids.push(...page.map(({ id }) => id));
      expect(listed.readUnits).toBeLessThan(700);
    } while (page.length === 500);
    expect(new Set(ids).size).toBe(members);
    expect(ids).toHaveLength(members);
  });

  test('its preview page by page counts those who would be stopped, as the whole does', async () => {
    service.clock.now += 60_000;
    const pages: { members: Record<string, number> }[] = [];
    let next: string | undefined;
    do {
      const query = { limit: '500', ...(next !== undefined && { cursor: next }) };
      const { answer, readUnits } = await measured('GET page of the preview', () =>
        service.call('orgs/preview-mfa', { ...request(), query }),
      );
      expect(readUnits).toBeLessThan(700);
      pages.push(answer.body);
      next = answer.body.next;
    } while (next !== undefined);
    const sum = (of: string) => pages.reduce((all, { members }) => all + (members[of] ?? 0), 0);
    expect([sum('total'), sum('stopped')]).toEqual([members, withoutFactor + 1]);
  });

  test('a member who lists it again and again waits for a minute, and holds up nobody else', async () => {
    service.clock.now += 60_000;
    const asMember = { ...request(), token: byMail.token };
    const list = (query: Record<string, string>) => service.call('orgs/list-users', { ...asMember, query });
    for (const _ of times(6, (time) => time)) expect((await list({})).status).toBe(200);
    for (const query of [{}, { limit: '1' }, { limit: '500' }] as const) {
      const refused = await list(query);
      expect([refused.status, refused.body.reason]).toEqual([429, 'member-lists-spent']);
      expect(refused.body.retryAfterSeconds).toBeLessThanOrEqual(60);
    }
    expect((await service.call('orgs/list-groups', asMember)).body.reason).toBe('member-lists-spent');
    expect((await service.call('orgs/list-users', { ...request(), query: { limit: '1' } })).status).toBe(200);
    expect((await service.call('orgs/read', asMember)).status).toBe(200);
    service.clock.now += 60_000;
    expect((await list({ limit: '1' })).status).toBe(200);
  });
});
