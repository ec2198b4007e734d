import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type OrganizationEntryKind,
  organizationEntryKinds,
} from '../../../core/organizations/organization-log.ts';
import { type Step, type StepName, steps } from '../../../functions/steps.ts';
import { linkToken } from '../../support/accounts.ts';
import { type FaultySES, faultySES } from '../../support/faulty-ses.ts';
import { undoFirstFactor } from '../../support/organization-walk.ts';
import {
  accept,
  invite,
  inviteCode,
  join,
  requireMfa,
  type Seeded,
  seeded,
  seededOrganization,
  undoSeen,
} from '../../support/organizations.ts';
import { lastCode, newAddress, session, signIn, submit } from '../../support/people.ts';
import { type Seeder, seederOf } from '../../support/seeded-accounts.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/**
 * Rule 8 for organizations: whatever is done in one is in its log, and in the log of the account that it is done to,
 * by the time the answer is there. Every operation that writes to a log is in the table below.
 */

let service: Service;
let ses: FaultySES;
let seeder: Seeder;
let orgID: string;
/** Olga and Otto own Acme, Mia and Max are members, Gina is a guest. Mia and Otto have a factor. */
const people: Record<string, Seeded> = {};

beforeAll(async () => {
  service = await startService({
    ses: async (endpoint) => {
      ses = await faultySES(endpoint);
      return ses.endpoint;
    },
  });
  seeder = await seederOf(service);
  const founded = await seededOrganization(service, seeder, 'email');
  orgID = founded.orgID;
  people['Olga'] = founded.owner;
  for (const [name, role, ...types] of [
    ['Otto', 'owner', 'email'],
    ['Mia', 'member', 'email'],
    ['Max', 'member'],
  ] as const) {
    people[name] = await seeded(service, seeder, ...types);
    await join(service, { orgID, owner: { token: await tokenOf('Olga') } }, person(name), role);
  }
  people['Gina'] = await seeded(service, seeder);
});
afterAll(async () => {
  await service.close();
  await ses.close();
});

function person(name: string): Seeded {
  const found = people[name];
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

/** A fresh session, with the emailed code if the account has a factor. */
async function tokenOf(name: string): Promise<string> {
  const { body } = await signIn(service, person(name));
  if (body.mfaID === undefined) return session(service, person(name));
  return (await submit(service, body.mfaID, await lastCode(service, person(name).email))).body.sessionToken;
}

const kept: Record<string, string> = {};

interface Row {
  readonly title: string;
  readonly step: StepName;
  readonly by: string;
  readonly prepare?: () => Promise<void>;
  readonly act: (token: string) => Promise<CallAnswer>;
  readonly status: number;
  readonly organization: readonly OrganizationEntryKind[];
  readonly account?: readonly [name: string, kind: string];
  /** Who gets a mail. */
  readonly mails?: readonly string[];
}

const inOrganization = (step: StepName, token: string, more: { userID?: string; body?: unknown } = {}) => {
  const { userID, body } = more;
  const parameters = { orgID, ...(userID !== undefined && { userID }) };
  return service.call(step, { parameters, token, ...(body !== undefined && { body }) });
};
const aboutInvitation = (step: StepName, token: string) =>
  service.call(step, { parameters: { orgID, inviteID: kept['invitation'] ?? '' }, token });

const table: readonly Row[] = [
  {
    title: 'an organization is created',
    step: 'orgs/create',
    by: 'Gina',
    act: (token) => service.call('orgs/create', { token, body: { name: 'Second' } }),
    status: 201,
    organization: ['organization-created'],
  },
  {
    title: 'it is renamed',
    step: 'orgs/rename',
    by: 'Olga',
    act: (token) => inOrganization('orgs/rename', token, { body: { name: 'Acme Corp' } }),
    status: 200,
    organization: ['organization-renamed'],
  },
  {
    title: 'an environment is created',
    step: 'environments/create',
    by: 'Olga',
    act: (token) => inOrganization('environments/create', token, { body: { name: 'production' } }),
    status: 201,
    organization: ['environment-created'],
  },
  {
    title: 'someone is invited',
    step: 'orgs/invite',
    by: 'Olga',
    act: async (token) => {
      const answer = await invite(service, orgID, token, person('Gina').email);
      kept['invitation'] = answer.body.id;
      return answer;
    },
    status: 201,
    organization: ['member-invited'],
    mails: ['Gina'],
  },
  {
    title: 'the invitation is sent again',
    step: 'orgs/resend-invite',
    by: 'Olga',
    act: (token) => aboutInvitation('orgs/resend-invite', token),
    status: 200,
    organization: ['invitation-resent'],
    mails: ['Gina'],
  },
  {
    title: 'it is accepted',
    step: 'orgs/accept-invite',
    by: 'Gina',
    act: async (token) => accept(service, await inviteCode(service, person('Gina').email), token),
    status: 200,
    organization: ['member-joined'],
    account: ['Gina', 'organization-joined'],
  },
  {
    title: 'an invitation cannot be mailed',
    step: 'orgs/invite',
    by: 'Olga',
    act: async (token) => {
      const email = newAddress('unreachable');
      ses.refuse('MessageRejected', email);
      const answer = await invite(service, orgID, token, email);
      const rows = await service.rows('organizations');
      kept['invitation'] = String(rows.find((row) => row['email'] === email)?.['id']);
      ses.accept();
      return answer;
    },
    status: 503,
    organization: ['member-invited', 'invitation-not-mailed'],
  },
  {
    title: 'an invitation is revoked',
    step: 'orgs/revoke-invite',
    by: 'Olga',
    act: (token) => aboutInvitation('orgs/revoke-invite', token),
    status: 204,
    organization: ['invitation-revoked'],
  },
  {
    title: 'a member is made an owner',
    step: 'orgs/change-role',
    by: 'Olga',
    act: (token) =>
      inOrganization('orgs/change-role', token, { userID: person('Max').id, body: { role: 'owner' } }),
    status: 200,
    organization: ['role-changed'],
    account: ['Max', 'role-changed'],
    mails: ['Max', 'Olga', 'Otto'],
  },
  {
    title: 'the factors of a member are reset',
    step: 'orgs/reset-factors',
    by: 'Olga',
    act: (token) => inOrganization('orgs/reset-factors', token, { userID: person('Mia').id }),
    status: 204,
    organization: ['factors-reset'],
    account: ['Mia', 'factors-reset'],
    mails: ['Mia'],
  },
  {
    title: 'a member whose factor was undone is confirmed',
    step: 'orgs/confirm-member',
    by: 'Olga',
    prepare: async () => {
      const max = person('Max');
      await undoFirstFactor(service, max);
      const token = await linkToken(service, max.email, 'reset');
      await service.call('account/reset-password', { body: { token, password: max.password } });
    },
    act: async (token) => {
      const userID = person('Max').id;
      const undoneAt = await undoSeen(service, token, orgID, userID);
      return inOrganization('orgs/confirm-member', token, { userID, body: { undoneAt } });
    },
    status: 204,
    organization: ['member-confirmed'],
    account: ['Max', 'membership-confirmed'],
    mails: ['Max'],
  },
  {
    title: 'an owner asks to reset the factors of another one',
    step: 'orgs/reset-factors',
    by: 'Olga',
    act: (token) => inOrganization('orgs/reset-factors', token, { userID: person('Otto').id }),
    status: 202,
    organization: ['factors-reset-requested'],
    account: ['Otto', 'factors-reset-requested'],
    mails: ['Otto', 'Max'],
  },
  {
    title: 'that is withdrawn',
    step: 'orgs/withdraw-reset',
    by: 'Olga',
    act: (token) => inOrganization('orgs/withdraw-reset', token, { userID: person('Otto').id }),
    status: 204,
    organization: ['factors-reset-withdrawn'],
    account: ['Otto', 'factors-reset-withdrawn'],
  },
  {
    title: 'MFA is required from a date on',
    step: 'orgs/require-mfa',
    by: 'Olga',
    act: (token) => {
      const deadline = new Date(service.clock.now + 30 * 86_400_000).toISOString();
      return requireMfa(service, orgID, token, { required: true, deadline });
    },
    status: 200,
    organization: ['mfa-required'],
    mails: ['Olga', 'Otto', 'Max'],
  },
  {
    title: 'it is required no longer',
    step: 'orgs/require-mfa',
    by: 'Olga',
    act: (token) => requireMfa(service, orgID, token, { required: false }),
    status: 200,
    organization: ['mfa-not-required'],
    mails: ['Olga', 'Otto', 'Max'],
  },
  {
    title: 'a member is removed',
    step: 'orgs/remove-user',
    by: 'Olga',
    act: (token) => inOrganization('orgs/remove-user', token, { userID: person('Mia').id }),
    status: 204,
    organization: ['member-removed'],
    account: ['Mia', 'organization-removed'],
    mails: ['Mia'],
  },
  {
    title: 'the organization is to be deleted',
    step: 'orgs/delete',
    by: 'Olga',
    act: (token) => inOrganization('orgs/delete', token),
    status: 202,
    organization: ['organization-deletion-requested'],
    mails: ['Olga', 'Otto', 'Max'],
  },
  {
    title: 'it is kept',
    step: 'orgs/keep',
    by: 'Otto',
    act: (token) => inOrganization('orgs/keep', token),
    status: 204,
    organization: ['organization-kept'],
    mails: ['Olga', 'Otto', 'Max'],
  },
  {
    title: 'an owner leaves',
    step: 'orgs/leave',
    by: 'Max',
    act: (token) => inOrganization('orgs/leave', token),
    status: 204,
    organization: ['member-left'],
    account: ['Max', 'organization-left'],
    mails: ['Olga', 'Otto'],
  },
];

/** Every entry of every log, as `whose: kind`. */
async function entries(): Promise<readonly string[]> {
  const names = new Map(Object.entries(people).map(([name, { id }]) => [`user#${id}`, name]));
  return (await service.rows('events')).map(({ subject, kind }) => {
    const whose = String(subject).startsWith('organization#') ? 'organization' : names.get(String(subject));
    return `${whose}: ${kind}`;
  });
}

async function mailCounts(): Promise<ReadonlyMap<string, number>> {
  const mails = await service.emulators.inbox();
  return new Map(
    Object.entries(people).map(([name, { email }]) => [
      name,
      mails.filter(({ destination }) => destination.to.includes(email)).length,
    ]),
  );
}

/** What is in `after` and was not in `before`. */
function added(before: readonly string[], after: readonly string[]): readonly string[] {
  const left = [...before];
  return after.filter((one) => {
    const index = left.indexOf(one);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

describe('what is done in an organization is logged and mailed, once and as what it is:', () => {
  test.each(table)(
    '$title ($step)',
    async ({ by, prepare, act, status, organization, account, mails = [] }) => {
      // An account gets at most ten codes an hour.
      service.clock.now += 600_000;
      await prepare?.();
      const token = await tokenOf(by);
      const before = { entries: await entries(), mails: await mailCounts() };
      expect((await act(token)).status).toBe(status);
      const expected = [
        ...organization.map((kind) => `organization: ${kind}`),
        ...(account ? [`${account[0]}: ${account[1]}`] : []),
      ];
      expect(added(before.entries, await entries()).toSorted()).toEqual(expected.toSorted());
      const after = await mailCounts();
      for (const [name, count] of after)
        expect([name, count - (before.mails.get(name) ?? 0)]).toEqual([name, mails.includes(name) ? 1 : 0]);
    },
  );

  test('every operation that can write to a log is in the table', () => {
    const rows: readonly Step[] = steps;
    const writing = rows
      .filter(({ name, tables }) => /^(orgs|environments)\//.test(name) && tables.events?.includes('PutItem'))
      .map(({ name }) => name);
    expect([...new Set(table.map(({ step }) => step))].toSorted()).toEqual(writing.toSorted());
  });

  test('every kind of entry of the log of an organization is in the table', () => {
    const walked = new Set(table.flatMap(({ organization }) => organization));
    expect([...walked].toSorted()).toEqual([...organizationEntryKinds].toSorted());
  });
});
