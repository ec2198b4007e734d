import { afterAll, describe, expect, test } from 'vitest';
import { closePeople, newName, person, signedIn } from '../support/command-line-people.ts';
import type { CommandLinePerson } from '../support/command-line-person.ts';
import { mailsTo } from '../support/live-client.ts';
import { run } from '../support/terminal.ts';

/** Invitations: sent, sent again, revoked and accepted. */

afterAll(closePeople);

describe('invitations', () => {
  const name = newName('Guests');
  let owner: CommandLinePerson;
  let guest: CommandLinePerson;

  test('are named by address or id, sent again after a minute, and revoked', async () => {
    owner = await signedIn('cli-host');
    guest = await signedIn('cli-guest');
    await owner.json('orgs', 'create', name);
    const sent = await owner.json('orgs', 'invite', name, guest.email, '--role', 'owner');
    expect(sent).toMatchObject({ role: 'owner', roleID: 1 });
    expect(await owner.run('orgs', 'invite', name, guest.email)).toMatchObject({ code: 8 });
    expect(await owner.run('orgs', 'resend', name, guest.email)).toMatchObject({
      code: 9,
      err: expect.stringMatching(
        /^mfa: The invitation was just sent\. Wait \d+ seconds, then try again\.\n$/,
      ),
    });
    expect((await owner.run('orgs', 'revoke', name, guest.email)).out).toBe(
      `Revoked: the invitation of ${guest.email}.\n`,
    );
    expect(await owner.run('orgs', 'revoke', name, guest.email)).toMatchObject({
      code: 7,
      err: `mfa: ${name} has no open invitation ${guest.email}. \`mfa orgs invites ${sent.orgID}\` lists them.\n`,
    });
    expect((await owner.run('orgs', 'invites', name)).out).toMatch(/\trevoked\t/);
    expect(await guest.run('orgs', 'accept', await guest.invitationLink())).toMatchObject({
      code: 6,
      out: '',
    });
  });

  test('are accepted by the invited address alone, by the code too', async () => {
    await owner.json('orgs', 'invite', name, guest.email);
    const link = await guest.invitationLink();
    const stranger = await signedIn('cli-stranger');
    const refused = await stranger.run('orgs', 'accept', link);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain(
      `Sign in with the invited email address: mfa signin --email ${guest.email}\n`,
    );
    const code = link.split('=')[1] ?? '';
    expect(await guest.json('orgs', 'accept', code)).toEqual({ orgID: expect.any(String) });
    expect(await guest.run('orgs', 'accept', code)).toMatchObject({ code: 6 });
  });

  test('of the account are listed, and accepted without a link', async () => {
    const invited = await signedIn('cli-invited');
    expect(await invited.run('orgs', 'invited')).toMatchObject({ code: 0, out: '' });
    expect(await invited.run('orgs', 'join', name)).toMatchObject({ code: 7, out: '' });
    await owner.json('orgs', 'invite', name, invited.email);
    expect(await invited.json('orgs', 'invited')).toMatchObject([{ organization: { name }, role: 'member' }]);
    expect((await invited.run('orgs', 'join', name)).out).toBe(`You are now a member of ${name}.\n`);
    expect(await invited.json('orgs', 'invited')).toEqual([]);
  });

  test('need an account: where there is none, the way to one is told', async () => {
    const email = `cli-nobody-${process.pid}@example.com`;
    await owner.json('orgs', 'invite', name, email);
    const { text = '' } = (await mailsTo(email)).at(-1)?.body ?? {};
    const nobody = await person('cli-nobody');
    const link = /https?:\S+accept-invite\?code=[\w-]+/.exec(text)?.[0] ?? '';
    const accepting = await run(nobody.home, ['orgs', 'accept', link, '--password-stdin'], {
      input: 'not a password of anyone\n',
    });
    expect(accepting).toMatchObject({ code: 6, out: '' });
    expect(accepting.err).toContain(
      `for ${email}.\nDoes this email address not have an account yet? Create one: http`,
    );
  });

  test('of another server, and what is none', async () => {
    const elsewhere = await guest.run(
      'orgs',
      'accept',
      'https://other.example.com/account/accept-invite?code=a',
    );
    expect(elsewhere).toMatchObject({
      code: 2,
      err: expect.stringContaining('--server https://other.example.com'),
    });
    for (const rubbish of ['what is this', 'https://other.example.com/', '../../account'])
      expect(await guest.run('orgs', 'accept', rubbish), rubbish).toMatchObject({
        code: 2,
        err: `mfa: ${rubbish} is not an invitation: give the link in the mail, or the code at its end.\n`,
      });
    for (const unknown of ['nosuchcode', '-beginswithadash'])
      expect(await guest.run('orgs', 'accept', unknown), unknown).toMatchObject({ code: 7, out: '' });
  });
});
