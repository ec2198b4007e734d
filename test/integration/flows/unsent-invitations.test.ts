import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FaultySES, faultySES, sesErrorNames } from '../../support/faulty-ses.ts';
import {
  accept,
  invite,
  inviteCode,
  type Seeded,
  seeded,
  seededOrganization,
} from '../../support/organizations.ts';
import { newAddress, session } from '../../support/people.ts';
import { type Seeder, seederOf } from '../../support/seeded-accounts.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/** What the answer, the list, the log and the next try say if SES refuses the mail of an invitation. */

let service: Service;
let ses: FaultySES;
let seeder: Seeder;
let orgID: string;
let owner: Seeded;
beforeAll(async () => {
  service = await startService({
    ses: async (endpoint) => {
      ses = await faultySES(endpoint);
      return ses.endpoint;
    },
  });
  seeder = await seederOf(service);
  ({ orgID, owner } = await seededOrganization(service, seeder));
});
afterAll(async () => {
  await service.close();
  await ses.close();
});

const fresh = () => session(service, owner);
const mails = async (email: string) => (await service.mailsTo(email)).length;
const resend = async (inviteID: string): Promise<CallAnswer> =>
  service.call('orgs/resend-invite', { parameters: { orgID, inviteID }, token: await fresh() });

/** The invitations of an address, newest first. */
async function invitationsOf(email: string) {
  const { body } = await service.call('orgs/list-invites', { parameters: { orgID }, token: await fresh() });
  return body.filter((one: Record<string, unknown>) => one['email'] === email);
}

/** What the log says of an address, oldest first. */
async function logOf(email: string): Promise<readonly string[]> {
  const rows = (await service.rows('events')).filter(({ subject }) => subject === `organization#${orgID}`);
  return rows
    .filter(({ about }) => (about as { member?: { email: string } }).member?.email === email)
    .sort((a, b) => Number(a['at']) - Number(b['at']))
    .map(({ kind }) => String(kind));
}

const notMailed = { status: 503, slug: 'unavailable', body: { reason: 'invitation-not-mailed' } };

describe.each(sesErrorNames)('if SES answers %s', (error) => {
  test('the invitation is in the list as not mailed, and the answer says so', async () => {
    const email = newAddress('guest');
    ses.refuse(error, email);
    const answer = await invite(service, orgID, await fresh(), email);
    expect(answer).toMatchObject(notMailed);
    expect(answer.body.detail).toBe(
      'The invitation was created, but its mail could not be sent. Send it again.',
    );
    expect(answer.headers['retry-after']).toBe('1');
    const [invitation, ...others] = await invitationsOf(email);
    expect(others).toEqual([]);
    expect(invitation).toMatchObject({ mailedAt: null, expired: false, revoked: false, consumed: false });
    expect(Date.parse(invitation.resendableAt)).toBeLessThanOrEqual(service.clock.now);
    expect((await logOf(email)).toSorted()).toEqual(['invitation-not-mailed', 'member-invited']);
    ses.accept();
  });

  test('the same request sends it, with the role that is asked for now, and it can be accepted', async () => {
    const guest = await seeded(service, seeder);
    ses.refuse(error, guest.email);
    expect(await invite(service, orgID, await fresh(), guest.email)).toMatchObject(notMailed);
    ses.accept();
    service.clock.now += 1000;
    const again = await invite(service, orgID, await fresh(), guest.email, 'owner');
    expect(again).toMatchObject({ status: 201, body: { role: 'owner' } });
    expect(again.body.mailedAt).toBe(new Date(service.clock.now).toISOString());
    expect(await invitationsOf(guest.email)).toMatchObject([{ id: again.body.id, role: 'owner' }]);
    expect((await logOf(guest.email)).at(-1)).toBe('invitation-resent');
    expect((await invite(service, orgID, await fresh(), guest.email)).body.reason).toBe('already-invited');
    const code = await inviteCode(service, guest.email);
    expect((await accept(service, code, await session(service, guest))).status).toBe(200);
    // One owner is enough for the other tests.
    const parameters = { orgID, userID: guest.id };
    expect((await service.call('orgs/remove-user', { parameters, token: await fresh() })).status).toBe(204);
  });

  test('it is sent again without a wait; a mail that was sent has its wait', async () => {
    const email = newAddress('guest');
    ses.refuse(error, email);
    await invite(service, orgID, await fresh(), email);
    const [{ id }] = await invitationsOf(email);
    expect(await resend(id)).toMatchObject(notMailed);
    ses.accept();
    expect((await resend(id)).status).toBe(200);
    expect(await mails(email)).toBe(1);
    expect((await resend(id)).body.reason).toBe('invitation-just-sent');
  });

  test('refused mails are not counted: the five of the hour are still there', async () => {
    const email = newAddress('guest');
    ses.refuse(error, email);
    await invite(service, orgID, await fresh(), email);
    const [{ id }] = await invitationsOf(email);
    for (let tries = 0; tries < 2; tries += 1) expect(await resend(id)).toMatchObject(notMailed);
    ses.accept();
    for (let sent = 0; sent < 5; sent += 1) {
      expect((await resend(id)).status).toBe(200);
      service.clock.now += 60_000;
    }
    expect((await resend(id)).body.reason).toBe('mails-of-the-hour-spent');
    expect(await mails(email)).toBe(5);
    service.clock.now += 3_600_000;
  });

  test('a link that was mailed before still works if the new one cannot be mailed', async () => {
    const guest = await seeded(service, seeder);
    const { body: invited } = await invite(service, orgID, await fresh(), guest.email);
    const code = await inviteCode(service, guest.email);
    service.clock.now += 60_000;
    ses.refuse(error, guest.email);
    const answer = await resend(invited.id);
    expect(answer).toMatchObject({ status: 503, body: { reason: 'mail-not-sent' } });
    ses.accept();
    const { resendableAt: _, ...rest } = invited;
    expect(await invitationsOf(guest.email)).toMatchObject([rest]);
    expect((await logOf(guest.email)).slice(1).toSorted()).toEqual([
      'invitation-not-mailed',
      'invitation-resent',
    ]);
    expect((await accept(service, code, await session(service, guest))).status).toBe(200);
  });
});

test('two requests at the same moment send an invitation that was not mailed once', async () => {
  const email = newAddress('guest');
  ses.refuse('MessageRejected', email);
  await invite(service, orgID, await fresh(), email);
  ses.accept();
  const token = await fresh();
  const answers = await Promise.all([1, 2, 3].map(() => invite(service, orgID, token, email)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(await mails(email)).toBe(1);
  expect(await invitationsOf(email)).toHaveLength(1);
});

test('what was done in an organization is done, and answered as such, if a notice of it cannot be mailed', async () => {
  const guest = await seeded(service, seeder);
  await invite(service, orgID, await fresh(), guest.email);
  await accept(service, await inviteCode(service, guest.email), guest.token);
  const token = await fresh();
  service.clock.now += 1000;
  ses.refuse('AccessDenied');
  const parameters = { orgID, userID: guest.id };
  expect((await service.call('orgs/remove-user', { parameters, token })).status).toBe(204);
  ses.accept();
  expect((await logOf(guest.email)).at(-1)).toBe('member-removed');
});
