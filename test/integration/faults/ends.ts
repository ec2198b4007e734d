import type { JobName } from '../../../functions/jobs.ts';
import type { StepName } from '../../../functions/steps.ts';
import { newCommandLine, signInFrom, submitFrom } from '../../support/devices.ts';
import { createOrganization, join, type Seeded } from '../../support/organizations.ts';
import { lastCode } from '../../support/people.ts';
import { jobAnswer, organizationOf, reading, someone, userIfAny, userOf } from './people.ts';
import type { Scenario, Stage } from './trial.ts';

const week = 7 * 86_400_000;

/** A member of one organization, who is alone in another. */
async function belonging(stage: Stage): Promise<Seeded> {
  const owner = await someone(stage, 'email');
  const person = await someone(stage, 'email');
  const orgID = await createOrganization(stage.service, owner.token);
  await join(stage.service, { orgID, owner }, person);
  await createOrganization(stage.service, person.token, 'Alone');
  return person;
}

const deleted: Scenario = {
  what: 'an account',
  status: 202,
  prepare: async (stage) => {
    const { id, token, email } = await belonging(stage);
    const before = (await stage.service.mailsTo(email)).length;
    return {
      call: () => stage.service.call('account/delete', { token }),
      // Without the mail, the user would not know how to keep the account.
      isDone: async () =>
        (await userOf(stage, id)).deletionDueAt !== undefined &&
        (await stage.service.mailsTo(email)).length > before,
    };
  },
};

const kept: Scenario = {
  what: 'an account',
  status: 204,
  prepare: async (stage) => {
    const { id, token } = await belonging(stage);
    await stage.service.call('account/delete', { token });
    return {
      call: () => stage.service.call('account/keep', { token }),
      isDone: async () => (await userOf(stage, id)).deletionDueAt === undefined,
    };
  },
};

const carriedOut: Scenario = {
  what: 'an account whose week is over',
  status: 200,
  prepare: async (stage) => {
    const person = await belonging(stage);
    await stage.service.call('account/delete', { token: person.token });
    stage.service.clock.now += week;
    const isGone = async () => {
      const { id, email } = person;
      const organizations = (await stage.service.rows('organizations')).filter((row) => row['userID'] === id);
      const claim = { table: 'users', key: { id: `address#${email}` } } as const;
      const [held] = await stage.kept.read<[object]>(claim);
      const left = [
        ...organizations,
        ...(await stage.kept.listAll('factors', { userID: id })),
        ...(await stage.kept.listAll('sessions', { userID: id })),
      ];
      return (await userIfAny(stage, id)) === undefined && held === undefined && left.length === 0;
    };
    return { call: () => jobAnswer(stage, 'deletions/carry-out'), isDone: isGone };
  },
};

const exported: Scenario = {
  what: 'an account',
  status: 200,
  prepare: async (stage) => {
    const { token } = await belonging(stage);
    return { call: () => stage.service.call('account/export', { token }) };
  },
};

const removedDevice: Scenario = {
  what: 'a device',
  status: 204,
  prepare: async (stage) => {
    const person = await someone(stage, 'email');
    const client = newCommandLine();
    const { mfaID } = (await signInFrom(stage.service, client, person)).body;
    const otp = await lastCode(stage.service, person.email);
    await submitFrom(stage.service, client, mfaID, { otp });
    const { token } = person;
    const { devices } = (await stage.service.call('account/list-devices', { token })).body;
    const deviceID: string = devices[0].id;
    return {
      call: () => stage.service.call('account/remove-device', { parameters: { deviceID }, token }),
      isDone: async () =>
        !(await stage.kept.listAll<{ id: string }>('sessions', { userID: person.id })).some(({ id }) =>
          id.endsWith(deviceID),
        ),
    };
  },
};

async function shared(stage: Stage) {
  const owner = await someone(stage, 'email');
  const member = await someone(stage, 'email');
  const orgID = await createOrganization(stage.service, owner.token);
  await join(stage.service, { orgID, owner }, member);
  const request = { parameters: { orgID }, token: owner.token };
  return { orgID, owner, member, request };
}

const deletedAlone: Scenario = {
  what: 'an organization without other members',
  status: 204,
  prepare: async (stage) => {
    const { token, id } = await someone(stage, 'email');
    const orgID = await createOrganization(stage.service, token);
    return {
      call: () => stage.service.call('orgs/delete', { parameters: { orgID }, token }),
      isDone: async () =>
        (await organizationOf(stage, orgID)) === undefined &&
        !(await userOf(stage, id)).organizations.includes(orgID),
    };
  },
};

const deletedShared: Scenario = {
  what: 'an organization with a member',
  status: 202,
  prepare: async (stage) => {
    const { orgID, request } = await shared(stage);
    return {
      call: () => stage.service.call('orgs/delete', request),
      isDone: async () => (await organizationOf(stage, orgID))?.deletionDueAt !== undefined,
    };
  },
};

const keptShared: Scenario = {
  what: 'an organization',
  status: 204,
  prepare: async (stage) => {
    const { orgID, request } = await shared(stage);
    await stage.service.call('orgs/delete', request);
    return {
      call: () => stage.service.call('orgs/keep', request),
      isDone: async () => (await organizationOf(stage, orgID))?.deletionDueAt === undefined,
    };
  },
};

const carriedOutShared: Scenario = {
  what: 'an organization whose week is over',
  status: 200,
  prepare: async (stage) => {
    const { orgID, request, owner, member } = await shared(stage);
    await stage.service.call('orgs/delete', request);
    stage.service.clock.now += week;
    const isInside = async ({ id }: Seeded) => (await userOf(stage, id)).organizations.includes(orgID);
    return {
      call: () => jobAnswer(stage, 'deletions/carry-out'),
      isDone: async () =>
        (await stage.kept.listAll('organizations', { organizationID: orgID })).length === 0 &&
        !(await isInside(owner)) &&
        !(await isInside(member)),
    };
  },
};

type EndingSteps =
  | Extract<
      StepName,
      | `account/${'delete' | 'keep' | 'export' | 'list-devices' | 'remove-device'}`
      | `orgs/${'delete' | 'keep'}`
    >
  | Extract<JobName, `deletions/${string}`>;

/** What deletions, exports and devices ask of AWS. */
export const ofEnds = {
  'account/delete': [deleted],
  'account/keep': [kept],
  'account/export': [exported],
  'account/list-devices': [reading('account/list-devices')],
  'account/remove-device': [removedDevice],
  'orgs/delete': [deletedAlone, deletedShared],
  'orgs/keep': [keptShared],
  'deletions/carry-out': [carriedOut, carriedOutShared],
} satisfies Readonly<Record<EndingSteps, readonly Scenario[]>>;
