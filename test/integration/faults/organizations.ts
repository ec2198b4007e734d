import type { JobName } from '../../../functions/jobs.ts';
import type { StepName } from '../../../functions/steps.ts';
import { undoFirstFactor } from '../../support/organization-walk.ts';
import {
  createOrganization,
  invite,
  inviteCode,
  join,
  type Seeded,
  undoSeen,
} from '../../support/organizations.ts';
import { newAddress } from '../../support/people.ts';
import type { CallAnswer, CallRequest } from '../../support/service.ts';
import type { ofEnds } from './ends.ts';
import { jobAnswer, organizationOf, signInAgain, someone, userOf } from './people.ts';
import type { Scenario, Stage } from './trial.ts';

interface Inside {
  readonly orgID: string;
  readonly owner: Seeded;
}

async function found(stage: Stage): Promise<Inside> {
  const owner = await someone(stage, 'email');
  return { orgID: await createOrganization(stage.service, owner.token), owner };
}

async function foundWith(
  stage: Stage,
  role: 'owner' | 'member',
  ...types: readonly 'email'[]
): Promise<Inside & { readonly member: Seeded }> {
  const inside = await found(stage);
  const member = await someone(stage, ...types);
  await join(stage.service, inside, member, role);
  return { ...inside, member };
}

interface Row {
  readonly item: string;
  readonly name?: string;
  readonly resetRequest?: object;
  readonly userID?: string;
}

const rowsOf = ({ kept }: Stage, organizationID: string): Promise<readonly Row[]> =>
  kept.listAll<Row>('organizations', { organizationID });

const isMember = async (stage: Stage, orgID: string, { id }: Seeded): Promise<boolean> =>
  (await rowsOf(stage, orgID)).some(({ item }) => item === `member#${id}`) &&
  (await userOf(stage, id)).organizations.includes(orgID);

/** Nobody is in the organization by one of its two records alone. */
const isNoMember = async (stage: Stage, orgID: string, { id }: Seeded): Promise<boolean> =>
  !(await rowsOf(stage, orgID)).some(({ item }) => item === `member#${id}`) &&
  !(await userOf(stage, id)).organizations.includes(orgID);

/** An operation that only reads what is in an organization. */
const readingInside = (name: StepName, more: Omit<CallRequest, 'token'> = {}): Scenario => ({
  what: 'reads, as an owner',
  status: 200,
  prepare: async (stage) => {
    const { orgID, owner } = await found(stage);
    await invite(stage.service, orgID, owner.token, newAddress());
    stage.service.clock.now += 8 * 60_000;
    return { call: () => stage.service.call(name, { parameters: { orgID }, token: owner.token, ...more }) };
  },
});

const created: Scenario = {
  what: 'an organization',
  status: 201,
  prepare: async (stage) => {
    const { id, token } = await someone(stage, 'email');
    return {
      call: () => stage.service.call('orgs/create', { body: { name: 'Acme' }, token }),
      isDone: async () => (await userOf(stage, id)).organizations.length > 0,
    };
  },
};

const renamed: Scenario = {
  what: 'a new name',
  status: 200,
  prepare: async (stage) => {
    const { orgID, owner } = await found(stage);
    const request = { parameters: { orgID }, body: { name: 'Acme Corp' }, token: owner.token };
    return {
      call: () => stage.service.call('orgs/rename', request),
      isDone: async () => (await organizationOf(stage, orgID))?.name === 'Acme Corp',
    };
  },
};

const required: Scenario = {
  what: 'at once',
  status: 200,
  prepare: async (stage) => {
    const { orgID, owner } = await foundWith(stage, 'owner');
    const request = { parameters: { orgID }, body: { required: true }, token: owner.token };
    return {
      call: () => stage.service.call('orgs/require-mfa', request),
      isDone: async () => (await organizationOf(stage, orgID))?.mfaRequired === true,
    };
  },
};

const removed: Scenario = {
  what: 'a member',
  status: 204,
  prepare: async (stage) => {
    const { orgID, owner, member } = await foundWith(stage, 'member');
    const request = { parameters: { orgID, userID: member.id }, token: owner.token };
    return {
      call: () => stage.service.call('orgs/remove-user', request),
      isDone: () => isNoMember(stage, orgID, member),
    };
  },
};

const left: Scenario = {
  what: 'a member',
  status: 204,
  prepare: async (stage) => {
    const { orgID, member } = await foundWith(stage, 'member', 'email');
    return {
      call: () => stage.service.call('orgs/leave', { parameters: { orgID }, token: member.token }),
      isDone: () => isNoMember(stage, orgID, member),
    };
  },
};

const promoted: Scenario = {
  what: 'a member becomes an owner',
  status: 200,
  prepare: async (stage) => {
    const { orgID, owner, member } = await foundWith(stage, 'member');
    const parameters = { orgID, userID: member.id };
    return {
      call: () =>
        stage.service.call('orgs/change-role', { parameters, body: { role: 'owner' }, token: owner.token }),
      isDone: async () => (await organizationOf(stage, orgID))?.owners?.includes(member.id) === true,
    };
  },
};

const reset: Scenario = {
  what: 'of a member',
  status: 204,
  prepare: async (stage) => {
    const { orgID, owner, member } = await foundWith(stage, 'member', 'email');
    const parameters = { orgID, userID: member.id };
    return {
      call: () => stage.service.call('orgs/reset-factors', { parameters, token: owner.token }),
      isDone: async () => (await userOf(stage, member.id)).factors.length === 0,
    };
  },
};

const requestOf = async (stage: Stage, orgID: string, { id }: Seeded) =>
  (await rowsOf(stage, orgID)).find(({ item }) => item === `member#${id}`)?.resetRequest;

/** Three owners: one asks, another must confirm, and the third one is whom it is about. */
async function withThreeOwners(stage: Stage): Promise<Inside & { readonly member: Seeded }> {
  const inside = await foundWith(stage, 'owner', 'email');
  await join(stage.service, inside, await someone(stage, 'email'), 'owner');
  return inside;
}

const resetOfOwner: Scenario = {
  what: 'of another owner, who needs a second one',
  status: 202,
  prepare: async (stage) => {
    const { orgID, owner, member } = await withThreeOwners(stage);
    const parameters = { orgID, userID: member.id };
    return {
      call: () => stage.service.call('orgs/reset-factors', { parameters, token: owner.token }),
      isDone: async () => (await requestOf(stage, orgID, member)) !== undefined,
    };
  },
};

const withdrawn: Scenario = {
  what: 'the reset of another owner',
  status: 204,
  prepare: async (stage) => {
    const { orgID, owner, member } = await withThreeOwners(stage);
    const request = { parameters: { orgID, userID: member.id }, token: owner.token };
    await stage.service.call('orgs/reset-factors', request);
    return {
      call: () => stage.service.call('orgs/withdraw-reset', request),
      isDone: async () => (await requestOf(stage, orgID, member)) === undefined,
    };
  },
};

const confirmed: Scenario = {
  what: 'an owner after an undo',
  status: 204,
  prepare: async (stage) => {
    const { orgID, owner, member } = await foundWith(stage, 'owner');
    await undoFirstFactor(stage.service, member);
    const token = await signInAgain(stage, owner);
    const undoneAt = await undoSeen(stage.service, token, orgID, member.id);
    return {
      call: () =>
        stage.service.call('orgs/confirm-member', {
          parameters: { orgID, userID: member.id },
          token,
          body: { undoneAt },
        }),
      isDone: async () => (await userOf(stage, member.id)).awaitingConfirmation === undefined,
    };
  },
};

const invited: Scenario = {
  what: 'an address',
  status: 201,
  prepare: async (stage) => {
    const { orgID, owner } = await found(stage);
    const email = newAddress();
    return {
      call: () => invite(stage.service, orgID, owner.token, email),
      // A link that works is in the mailbox.
      isDone: () => hasLink(stage, email),
      redo: async () => {
        const again = await invite(stage.service, orgID, owner.token, email);
        if (again.body.reason === 'already-invited') await sendAgain(stage, { orgID, owner }, email);
      },
    };
  },
};

/** The invitation is in the list: it can be sent again from there. */
async function sendAgain({ service }: Stage, { orgID, owner }: Inside, email: string): Promise<void> {
  service.clock.now += 61_000;
  const inside = { parameters: { orgID }, token: owner.token };
  const invitations: readonly { id: string; email: string }[] = (
    await service.call('orgs/list-invites', inside)
  ).body;
  const inviteID = invitations.find((one) => one.email === email)?.id ?? '';
  await service.call('orgs/resend-invite', { ...inside, parameters: { orgID, inviteID } });
}

async function hasLink({ service }: Stage, email: string): Promise<boolean> {
  const code = await inviteCode(service, email);
  if (code === '') return false;
  return (await service.call('orgs/read-invite', { parameters: { inviteCode: code } })).status === 200;
}

async function open(stage: Stage, person?: Seeded) {
  const inside = await found(stage);
  const email = person?.email ?? newAddress();
  const { body } = await invite(stage.service, inside.orgID, inside.owner.token, email);
  const parameters = { orgID: inside.orgID, inviteID: body.id };
  return { ...inside, email, request: { parameters, token: inside.owner.token } };
}

const revoked: Scenario = {
  what: 'an invitation',
  status: 204,
  prepare: async (stage) => {
    const { email, request } = await open(stage);
    return {
      call: () => stage.service.call('orgs/revoke-invite', request),
      isDone: async () => !(await hasLink(stage, email)),
    };
  },
};

const resent: Scenario = {
  what: 'an invitation',
  status: 200,
  prepare: async (stage) => {
    const { email, request } = await open(stage);
    stage.service.clock.now += 61_000;
    const before = (await stage.service.mailsTo(email)).length;
    const isMailed = async () =>
      (await stage.service.mailsTo(email)).length > before && hasLink(stage, email);
    const call = (): Promise<CallAnswer> => stage.service.call('orgs/resend-invite', request);
    return {
      call,
      isDone: isMailed,
      redo: async () => {
        await call();
        if (await isMailed()) return;
        stage.service.clock.now += 61_000;
        await call();
      },
    };
  },
};

const looked: Scenario = {
  what: 'reads the invitation of a mail',
  status: 200,
  prepare: async (stage) => {
    const { email } = await open(stage);
    const parameters = { inviteCode: await inviteCode(stage.service, email) };
    return { call: () => stage.service.call('orgs/read-invite', { parameters }) };
  },
};

const accepted: Scenario = {
  what: 'the link of a mail',
  status: 200,
  prepare: async (stage) => {
    const person = await someone(stage, 'email');
    const { orgID, email } = await open(stage, person);
    const parameters = { inviteCode: await inviteCode(stage.service, email) };
    return {
      call: () => stage.service.call('orgs/accept-invite', { parameters, token: person.token }),
      isDone: () => isMember(stage, orgID, person),
    };
  },
};

export const acceptedAtHome: Scenario = {
  what: 'without the link of its mail',
  status: 200,
  prepare: async (stage) => {
    const person = await someone(stage, 'email');
    const { orgID } = await open(stage, person);
    const { token } = person;
    const [found] = (await stage.service.call('account/list-invitations', { token })).body.invitations;
    const parameters = { inviteID: found.id };
    return {
      call: () => stage.service.call('account/accept-invitation', { parameters, token }),
      isDone: () => isMember(stage, orgID, person),
    };
  },
};

const environment: Scenario = {
  what: 'an environment',
  status: 201,
  prepare: async (stage) => {
    const { orgID, owner } = await found(stage);
    const request = { parameters: { orgID }, body: { name: 'production' }, token: owner.token };
    return {
      call: () => stage.service.call('environments/create', request),
      isDone: async () => (await rowsOf(stage, orgID)).some(({ name }) => name === 'production'),
    };
  },
};

const environmentRead: Scenario = {
  what: 'reads',
  status: 200,
  prepare: async (stage) => {
    const { orgID, owner } = await found(stage);
    const { token } = owner;
    const made = await stage.service.call('environments/create', {
      parameters: { orgID },
      body: { name: 'production' },
      token,
    });
    const parameters = { environmentID: made.body.id };
    return { call: () => stage.service.call('environments/read', { parameters, token }) };
  },
};

const reminded: Scenario = {
  what: 'a member, two days before the date',
  status: 200,
  prepare: async (stage) => {
    const { orgID, owner, member } = await foundWith(stage, 'member');
    const deadline = new Date(stage.service.clock.now + 2 * 86_400_000).toISOString();
    const request = { parameters: { orgID }, body: { required: true, deadline }, token: owner.token };
    await stage.service.call('orgs/require-mfa', request);
    stage.service.clock.now += 1.5 * 86_400_000;
    const before = (await stage.service.mailsTo(member.email)).length;
    const call = () => jobAnswer(stage, 'orgs/remind');
    return {
      call,
      isDone: async () => (await stage.service.mailsTo(member.email)).length > before,
      redo: async () => {
        // It runs every hour.
        for (let run = 0; run < 2; run += 1) {
          stage.service.clock.now += 3_600_000;
          await call();
        }
      },
    };
  },
};

export type OrganizationSteps =
  | Extract<StepName, `${'orgs' | 'environments' | 'pods'}/${string}`>
  | Extract<JobName, `orgs/${string}`>;

/** What organizations, invitations and environments ask of AWS, and the job about them. */
export const ofOrganizations: Readonly<
  Record<Exclude<OrganizationSteps, keyof typeof ofEnds>, readonly Scenario[]>
> = {
  'orgs/create': [created],
  'orgs/list': [readingInside('orgs/list')],
  'orgs/read': [readingInside('orgs/read')],
  'orgs/rename': [renamed],
  'orgs/require-mfa': [required],
  'orgs/preview-mfa': [readingInside('orgs/preview-mfa')],
  'orgs/coverage': [readingInside('orgs/coverage')],
  'orgs/list-users': [readingInside('orgs/list-users')],
  'orgs/remove-user': [removed],
  'orgs/leave': [left],
  'orgs/change-role': [promoted],
  'orgs/reset-factors': [reset, resetOfOwner],
  'orgs/withdraw-reset': [withdrawn],
  'orgs/confirm-member': [confirmed],
  'orgs/invite': [invited],
  'orgs/list-invites': [readingInside('orgs/list-invites')],
  'orgs/revoke-invite': [revoked],
  'orgs/resend-invite': [resent],
  'orgs/read-invite': [looked],
  'orgs/accept-invite': [accepted],
  'orgs/events': [readingInside('orgs/events')],
  'orgs/list-groups': [readingInside('orgs/list-groups')],
  'orgs/remind': [reminded],
  'environments/create': [environment],
  'environments/list': [readingInside('environments/list')],
  'environments/read': [environmentRead],
  // It asks nothing of AWS.
  'pods/list': [],
};
