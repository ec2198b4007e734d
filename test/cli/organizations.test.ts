import { afterAll, describe, expect, test } from 'vitest';
import { CommandLinePerson } from '../support/command-line-person.ts';
import { activateEmail, call, mailedCode, mailsTo } from '../support/live-client.ts';
import { run, storedToken } from '../support/terminal.ts';

/** Organizations on the command line: their owners, their members, and whoever they require a factor of. */

const people: CommandLinePerson[] = [];
afterAll(() => {
  for (const person of people) person.close();
});

async function person(name: string): Promise<CommandLinePerson> {
  const made = await CommandLinePerson.register(name);
  people.push(made);
  return made;
}

/** Signed in with a password. */
async function signedIn(name: string): Promise<CommandLinePerson> {
  const made = await person(name);
  expect(await made.signIn()).toMatchObject({ code: 0 });
  return made;
}

/** Signed in with an authenticator. */
async function withApp(name: string): Promise<CommandLinePerson> {
  const made = await CommandLinePerson.withApp(name);
  people.push(made);
  return made;
}

async function join(
  owner: CommandLinePerson,
  organization: string,
  member: CommandLinePerson,
  role = 'member',
): Promise<void> {
  await owner.json('orgs', 'invite', organization, member.email, '--role', role);
  await member.json('orgs', 'accept', await member.invitationLink());
}

/** Signs in with a mailed code, at a terminal. */
async function signInByEmail(who: CommandLinePerson): Promise<readonly string[]> {
  const before = (await mailsTo(who.email)).length;
  const terminal = who.terminal('signin', '--email', who.email);
  await terminal.answer('Password:', who.password);
  await terminal.until('Token (sent to your email):');
  while ((await mailsTo(who.email)).length <= before) await new Promise((r) => setTimeout(r, 25));
  terminal.enter(await mailedCode(who.email));
  expect(await terminal.exitCode).toBe(0);
  return terminal.lines();
}

let count = 0;
const newName = (name: string) => {
  count += 1;
  return `${name} ${process.pid}-${count}`;
};

describe("the owner's journey on a terminal", () => {
  const name = newName('Acme');
  let owner: CommandLinePerson;
  let member: CommandLinePerson;

  test('create, list, show and rename', async () => {
    owner = await signedIn('cli-owner');
    member = await person('cli-member');
    expect(await owner.run('orgs')).toEqual({
      code: 0,
      out: '',
      err: 'No organizations. Create one: mfa orgs create NAME\n',
    });
    const created = owner.terminal('orgs', 'create', 'Working Title');
    expect(await created.exitCode).toBe(0);
    expect(await created.lines()).toEqual([
      expect.stringMatching(/^Created: Working Title \([a-z0-9]+\)\. You are its owner\.$/),
    ]);
    expect((await owner.run('orgs', 'rename', 'working title', name)).out).toBe(`Its name is now ${name}.\n`);
    const listed = owner.terminal('orgs');
    expect(await listed.exitCode).toBe(0);
    const [head, row] = await listed.lines();
    expect(head).toMatch(/^NAME +YOU ARE +MFA +MEMBERS +ID$/);
    expect(row).toMatch(new RegExp(`^${name} +owner +not required +1 \\(0 with MFA\\) +[a-z0-9]+$`));
    const [{ id }] = await owner.json('orgs', 'list');
    expect((await owner.run('orgs', 'show', id)).out.split('\n')).toEqual([
      name,
      `id       ${id}`,
      'you are  owner',
      'MFA      not required',
      'members  1 (0 with MFA)',
      '',
    ]);
    expect((await owner.run('whoami')).out).toContain(`member of  ${name} (owner)\n`);
  });

  test('invite by mail; who is invited accepts with the link and the password alone', async () => {
    const sent = await owner.run('orgs', 'invite', name, member.email);
    expect(sent.out).toMatch(
      new RegExp(
        `^Sent to ${member.email}\\. The invitation, as a member, is valid until [-\\d]+ [:\\d]+\\.\\n$`,
      ),
    );
    const [invitation] = await owner.json('orgs', 'invites', name);
    expect(invitation).toMatchObject({ email: member.email, role: 'member', consumed: false });
    expect((await owner.run('orgs', 'invites', name)).out).toMatch(/\topen until /);

    const accepting = member.terminal('orgs', 'accept', await member.invitationLink());
    await accepting.answer('Password:', member.password);
    expect(await accepting.exitCode).toBe(0);
    expect(await accepting.lines()).toEqual([
      `Invitation to ${name} as a member, for ${member.email}.`,
      'Password:',
      `You are now a member of ${name}.`,
    ]);
    expect((await owner.run('orgs', 'invites', name)).out).toMatch(/\taccepted\t/);
    // What a member is not told.
    expect((await member.json('orgs', 'members', name))[0]).not.toHaveProperty('mfa');
    expect((await member.run('orgs', 'coverage', name)).err).toBe(
      `mfa: Only an owner of ${name} can do this. Ask one of them.\n`,
    );
  });

  test('environments are made by owners and seen by members', async () => {
    expect((await owner.run('environments', 'create', name, 'production')).out).toMatch(
      /^Created: production \([a-z0-9]+\)\.\n$/,
    );
    expect(await member.run('environments', 'create', name, 'mine')).toMatchObject({ code: 1 });
    const [environment] = await member.json('environments');
    expect(environment).toMatchObject({ name: 'production' });
    expect(await member.json('environments', environment.id)).toEqual(environment);
    expect((await member.run('environments', 'list')).out).toContain('production\t');
  });

  test('require: not without a factor of their own', async () => {
    const refused = await owner.run('orgs', 'require', name, '--yes');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(
      /mfa: This would lock you out\. Enable a factor that the organization will accept/,
    );
  });

  test('require: the preview first, and a no changes nothing', async () => {
    const enabling = owner.terminal('factors', 'enable', 'authenticator');
    await enabling.answer('Password:', owner.password);
    await enabling.until('Token (from your authenticator app):');
    owner.secret =
      (await enabling.lines()).find((line) => /^([A-Z2-7]{4} ){7}/.test(line))?.replaceAll(' ', '') ?? '';
    enabling.enter(await owner.code());
    expect(await enabling.exitCode).toBe(0);

    const asked = owner.terminal('orgs', 'require', name);
    await asked.answer('Require it? [y/N]', '');
    expect(await asked.exitCode).toBe(1);
    expect(await asked.lines()).toEqual([
      `${name} will require multi-factor authentication by email or authenticator, at once.`,
      '1 of 2 members would be locked out today:',
      `  cli-member <${member.email}>`,
      'Require it? [y/N]',
      'mfa: Nothing was changed.',
    ]);
    expect((await owner.json('orgs', 'show', name)).mfa.required).toBe(false);
  });

  test('require: a yes, asked for once, and the proof that it takes', async () => {
    const required = owner.terminal('orgs', 'require', name);
    await required.answer('Require it? [y/N]', 'y');
    await required.answer('Token (from your authenticator app):', await owner.code());
    expect(await required.exitCode).toBe(0);
    expect((await required.lines()).slice(3)).toEqual([
      'Require it? [y/N] y',
      'Please confirm that it is you.',
      'This account has two-factor authentication enabled.',
      expect.stringMatching(/^Token/),
      expect.stringMatching(
        new RegExp(`^${name}: required since [-\\d]+ [:\\d]+, by email or authenticator\\.$`),
      ),
    ]);
  });

  test('coverage on a terminal, for a program, as JSON and as CSV', async () => {
    const covered = owner.terminal('orgs', 'coverage', name);
    expect(await covered.exitCode).toBe(0);
    const lines = await covered.lines();
    expect(lines[0]).toMatch(/^NAME +EMAIL +ROLE +HAS +ACCEPTED +LAST SIGNED IN$/);
    expect(lines[1]).toMatch(/^cli-member .* member +none +no /);
    expect(lines[2]).toMatch(/^cli-owner .* owner +authenticator +yes /);
    expect(lines[3]).toBe('1 of 2 members have an accepted factor.');
    expect((await owner.run('orgs', 'coverage', name)).out.split('\n')[1]).toMatch(
      /^cli-owner\t\S+\towner\tauthenticator\tyes\t/,
    );
    const { members } = await owner.json('orgs', 'coverage', name);
    expect(members).toMatchObject([{ mfa: false, accepted: false }, { methods: ['authenticator'] }]);
    const csv = await owner.run('orgs', 'coverage', name, '--csv');
    expect(csv.out.split('\r\n')).toEqual([
      'name,email,role,mfa,methods,accepted,lastSignedInAt',
      expect.stringMatching(new RegExp(`^cli-member,${member.email},member,false,,false,`)),
      expect.stringMatching(new RegExp(`^cli-owner,${owner.email},owner,true,authenticator,true,`)),
      '',
    ]);
    expect(await owner.run('orgs', 'coverage', name, '--csv', '--json')).toMatchObject({ code: 2 });
    const listed = owner.terminal('orgs', 'members', name);
    expect(await listed.exitCode).toBe(0);
    expect((await listed.lines())[2]).toMatch(/^cli-owner +\S+ +owner +yes +/);
  });

  test('the session of a member from before ends at once, with how to go on and an exit code of its own', async () => {
    const stopped = await member.run('environments');
    expect(stopped).toMatchObject({ code: 4, out: '' });
    const server = new URL(await member.invitationLink()).origin;
    expect(stopped.err.split('\n')).toEqual([
      expect.stringMatching(/^mfa: Your organization requires multi-factor authentication\./),
      `${name} accepts email or authenticator.`,
      '  mfa factors enable email  # or authenticator',
      '  mfa signin',
      `or in the browser: ${server}/account/mfa/activate`,
      '',
    ]);
    const token = storedToken(member.home);
    expect(await run(member.home, ['environments'], { environment: { MFA_TOKEN: token } })).toMatchObject({
      code: 4,
    });
    expect(await member.run('signout')).toMatchObject({ code: 0, out: 'Signed out.\n' });
  });

  test('a member who signs in is refused, enables a factor with what was typed, and is back', async () => {
    expect(await member.signIn()).toMatchObject({ code: 4, out: '' });
    const enabling = member.terminal('factors', 'enable', 'authenticator');
    await enabling.answer('Username or Email:', member.email);
    await enabling.answer('Password:', member.password);
    await enabling.until('Token (from your authenticator app):');
    member.secret =
      (await enabling.lines()).find((line) => /^([A-Z2-7]{4} ){7}/.test(line))?.replaceAll(' ', '') ?? '';
    enabling.enter(await member.code());
    expect(await enabling.exitCode).toBe(0);
    const screen = await enabling.lines();
    expect(screen).toContain('Enabled: Authenticator. It is preferred.');
    expect(screen.at(-1)).toBe('Now sign in with it: mfa signin');
    expect(screen.filter((line) => line.startsWith('Password:'))).toHaveLength(1);

    const back = member.terminal('environments');
    await back.answer('Username or Email:', member.email);
    await back.answer('Password:', member.password);
    await back.answer('Token (from your authenticator app):', await member.code());
    expect(await back.exitCode).toBe(0);
    expect(await back.screen()).toContain('production');
  });

  test('the events of the organization, a page at a time', async () => {
    const { events } = await owner.json('orgs', 'events', name);
    const kinds = events.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual([
      'mfa-required',
      'environment-created',
      'member-joined',
      'member-invited',
      'organization-renamed',
      'organization-created',
    ]);
    const page = owner.terminal('orgs', 'events', name, '--limit', '1');
    expect(await page.exitCode).toBe(0);
    expect((await page.lines())[0]).toMatch(/^WHEN +WHAT +WHO +ABOUT +ADDRESS$/);
    const { next } = await owner.json('orgs', 'events', name, '--limit', '1');
    expect((await owner.json('orgs', 'events', name, '--limit', '1', '--cursor', next)).events).toHaveLength(
      1,
    );
    expect((await owner.run('orgs', 'events', name)).out).toMatch(
      new RegExp(`\\tmember-invited\\t${owner.email}\\t${member.email} as member\\t`),
    );
    expect((await member.run('events')).out).toContain(`\torganization-joined\t${name}\t`);
  });

  test('stop requiring asks too, and says what is from now on', async () => {
    const stopping = owner.terminal('orgs', 'stop-requiring', name);
    await stopping.answer(/Stop requiring .*\? \[y\/N\]$/, 'yes');
    expect(await stopping.exitCode).toBe(0);
    expect((await stopping.lines()).at(-1)).toBe(`${name}: not required.`);
  });
});

describe('in a pipe', () => {
  let owner: CommandLinePerson;
  let member: CommandLinePerson;
  const name = newName('Pipes');

  test('what would ask ends with usage before anything is done, and does it with --yes', async () => {
    owner = await withApp('cli-pipe-owner');
    member = await signedIn('cli-pipe-member');
    await owner.json('orgs', 'create', name);
    await join(owner, name, member);
    for (const words of [
      ['require', name],
      ['stop-requiring', name],
      ['remove', name, member.email],
      ['reset-factors', name, member.email],
      ['confirm-reset', name, member.email],
      ['leave', name],
    ])
      expect(await owner.run('orgs', ...words), words.join(' ')).toEqual({
        code: 2,
        out: '',
        err: 'mfa: A confirmation is needed, and there is no terminal to ask on. Confirm with --yes.\n',
      });
    const required = await owner.run('orgs', 'require', name, '--accept', 'authenticator', '--yes', '--json');
    expect(required.code).toBe(0);
    expect(required.err).toBe(
      [
        `${name} will require multi-factor authentication by authenticator, at once.`,
        '1 of 2 members would be locked out today:',
        `  cli-pipe-member <${member.email}>`,
        '',
      ].join('\n'),
    );
    expect(JSON.parse(required.out)).toMatchObject({
      name,
      mfa: { required: true, accept: ['authenticator'], deadline: null },
    });
    expect(await owner.json('orgs', 'stop-requiring', name, '--yes')).toMatchObject({
      mfa: { required: false },
    });
  });

  test('a deadline is told at the sign-in, and what was accepted stays so', async () => {
    await owner.json('orgs', 'require', name, '--accept', 'authenticator', '--deadline', '30d', '--yes');
    const again = await owner.json('orgs', 'require', name, '--deadline', '2027-01-31 18:00', '--yes');
    expect(again.mfa).toMatchObject({ accept: ['authenticator'], deadline: '2027-01-31T18:00:00.000Z' });
    const told = await member.signIn();
    expect(told).toMatchObject({ code: 0 });
    expect(told.err).toBe(
      `${name} requires a factor (authenticator) from 2027-01-31 18:00.\nEnable one: mfa factors enable authenticator\n`,
    );
    expect(JSON.parse(told.out).due).toMatchObject([{ name, deadline: '2027-01-31T18:00:00.000Z' }]);
    expect((await member.run('orgs')).out).toContain('\trequired from 2027-01-31 18:00\t2\t');
    expect((await member.run('environments')).code).toBe(0);
  });

  test('preview', async () => {
    const shown = await owner.json('orgs', 'preview', name);
    expect(shown).toMatchObject({ members: { total: 2, stopped: 1 }, stopped: [{ email: member.email }] });
    const printed = await owner.run('orgs', 'preview', name, '--accept', 'email');
    expect(printed.out.split('\n')).toHaveLength(3);
    expect(printed.err).toBe('2 of 2 members would be locked out today, if email were required.\n');
  });

  test('roles, removal and leaving; the last owner stays', async () => {
    expect(await owner.run('orgs', 'leave', name, '--yes')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/needs an owner/),
    });
    expect((await owner.run('orgs', 'role', name, 'cli-pipe-member', 'owner')).out).toBe(
      `cli-pipe-member <${member.email}> is now an owner.\n`,
    );
    expect(await owner.json('orgs', 'role', name, member.email, 'member')).toMatchObject({ role: 'member' });
    expect((await owner.run('orgs', 'remove', name, member.email, '--yes')).out).toBe(
      `Removed: cli-pipe-member <${member.email}>.\n`,
    );
    expect(await member.json('orgs')).toEqual([]);
    await join(owner, name, member);
    const leaving = member.terminal('orgs', 'leave', name);
    await leaving.answer('You can only come back with a new invitation. [y/N]', 'n');
    expect(await leaving.exitCode).toBe(1);
    expect(await member.json('orgs', 'leave', name, '--yes')).toMatchObject({ left: { name } });
    expect(await member.run('orgs', 'leave', name, '--yes')).toMatchObject({
      code: 1,
      err: `mfa: You are not in an organization ${name}. \`mfa orgs\` lists yours.\n`,
    });
  });
});

describe('a session that an organization holds back', () => {
  const name = newName('Strict');
  let owner: CommandLinePerson;

  async function memberWithEmail(called: string): Promise<CommandLinePerson> {
    const made = await signedIn(called);
    await join(owner, name, made);
    await activateEmail(made);
    return made;
  }

  test('is told, refuses the rest, enables the factor and goes on with it', async () => {
    owner = await withApp('cli-strict-owner');
    await owner.json('orgs', 'create', name);
    const member = await memberWithEmail('cli-held');
    await owner.json('orgs', 'require', name, '--accept', 'authenticator', '--yes');

    expect((await signInByEmail(member)).slice(3)).toEqual([
      `${name} requires a factor (authenticator), and this session was made without it.`,
      'Until then it can only enable a factor, leave the organization and sign out.',
      'Enable one: mfa factors enable authenticator',
      `Signed in as ${member.email}.`,
    ]);
    expect(await member.run('environments')).toMatchObject({
      code: 4,
      err: expect.stringContaining(`${name} accepts authenticator.\n  mfa factors enable authenticator\n`),
    });
    const examined = await member.run('doctor');
    expect(examined).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^FAIL session +an organization/m),
    });
    const enabling = member.terminal('factors', 'enable', 'authenticator');
    await enabling.answer('Password:', member.password);
    await enabling.until('Token (from your authenticator app):');
    member.secret =
      (await enabling.lines()).find((line) => /^([A-Z2-7]{4} ){7}/.test(line))?.replaceAll(' ', '') ?? '';
    enabling.enter(await member.code());
    expect(await enabling.exitCode).toBe(0);
    expect((await enabling.lines()).at(-1)).toBe('Now sign in with it: mfa signin');

    // By a proof in this session, or by a new one where the service holds that back too.
    const back = member.terminal('environments', '--email', member.email);
    await back.until(/(Password|Token \(from your authenticator app\)):$/);
    if ((await back.screen()).endsWith('Password:')) back.enter(member.password);
    await back.answer('Token (from your authenticator app):', await member.code());
    expect(await back.exitCode).toBe(0);
    expect((await back.lines()).at(-1)).toBe('No environments.');
  });

  test('can leave, and is free at once', async () => {
    const member = await signedIn('cli-leaves');
    await activateEmail(member);
    await signInByEmail(member);
    // An invitation is no way around it.
    await owner.json('orgs', 'invite', name, member.email);
    const link = await member.invitationLink();
    const stopped = await member.run('orgs', 'accept', link);
    expect(stopped.code).toBe(4);
    expect(stopped.err).toContain('The invitation stays valid until you have done the following.\n');
    await owner.json('orgs', 'stop-requiring', name, '--yes');
    await member.json('orgs', 'accept', link);
    await owner.json('orgs', 'require', name, '--accept', 'authenticator', '--yes');
    expect(await member.run('environments')).toMatchObject({ code: 4 });
    expect(await member.run('orgs', 'leave', name, '--yes')).toMatchObject({
      code: 0,
      out: `You have left ${name}.\n`,
    });
    expect(await member.run('environments')).toMatchObject({ code: 0 });
  });
});

test('what is required is proved by a method that will be accepted, though another is preferred', async () => {
  const owner = await signedIn('cli-two-methods');
  const name = newName('Two Methods');
  await owner.json('orgs', 'create', name);
  await owner.activateApp();
  const { code } = await owner.signIn(await owner.code());
  expect(code).toBe(0);
  const enabling = owner.terminal('factors', 'enable', 'email');
  const before = (await mailsTo(owner.email)).length;
  await enabling.answer('Password:', owner.password);
  await enabling.until('Token (sent to your email):');
  while ((await mailsTo(owner.email)).length <= before) await new Promise((r) => setTimeout(r, 25));
  enabling.enter(await mailedCode(owner.email));
  expect(await enabling.exitCode).toBe(0);
  await signInByEmail(owner);

  const interrupted = owner.terminal('orgs', 'require', name, '--accept', 'authenticator');
  await interrupted.until('Require it? [y/N]');
  interrupted.type('\u0003');
  expect(await interrupted.exitCode).toBe(130);

  const requiring = owner.terminal('orgs', 'require', name, '--accept', 'authenticator');
  await requiring.answer('Require it? [y/N]', 'y');
  await requiring.answer('Token (from your authenticator app):', await owner.code());
  expect(await requiring.exitCode).toBe(0);
  expect((await owner.json('orgs', 'show', name)).mfa).toMatchObject({
    required: true,
    accept: ['authenticator'],
  });
});

describe('a lost phone', () => {
  const name = newName('Lost Phones');
  let owner: CommandLinePerson;
  let second: CommandLinePerson;
  let third: CommandLinePerson;

  test("a member's factors are reset by one owner, who is asked", async () => {
    owner = await withApp('cli-reset-owner');
    const member = await withApp('cli-reset-member');
    await owner.json('orgs', 'create', name);
    await join(owner, name, member);
    const resetting = owner.terminal('orgs', 'reset-factors', name, 'cli-reset-member');
    await resetting.answer(`Reset the factors of cli-reset-member <${member.email}>? [y/N]`, 'y');
    expect(await resetting.exitCode).toBe(0);
    expect((await resetting.lines()).at(-1)).toBe(
      `Reset: cli-reset-member <${member.email}> has no factor now.`,
    );
    expect((await member.run('whoami')).code).toBe(2);
    expect(await owner.run('orgs', 'reset-factors', name, member.email, '--yes')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/has no factor to reset/),
    });
  });

  test("an owner's are asked for by one, can be withdrawn, and are confirmed by another", async () => {
    second = await withApp('cli-reset-second');
    third = await withApp('cli-reset-third');
    await join(owner, name, second, 'owner');
    expect(await owner.run('orgs', 'reset-factors', name, second.email, '--yes')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/A second owner must confirm this, and there is no other owner/),
    });
    await join(owner, name, third, 'owner');
    expect(await third.run('orgs', 'confirm-reset', name, second.email, '--yes')).toMatchObject({
      code: 1,
      err: `mfa: Nobody has requested a reset of the factors of cli-reset-second <${second.email}>.\n`,
    });
    const asked = await owner.run('orgs', 'reset-factors', name, second.email, '--yes');
    expect(asked.out).toMatch(/^Requested\. .* another owner must confirm it until [-\d]+ [:\d]+/);
    expect((await third.run('orgs', 'members', name)).out).toMatch(
      /\tyes, reset requested by cli-reset-owner until [-\d]+ [:\d]+\t/,
    );
    expect((await second.run('orgs', 'withdraw-reset', name, second.email)).out).toMatch(/^Withdrawn: /);
    expect(await owner.json('orgs', 'reset-factors', name, second.email, '--yes')).toMatchObject({
      reset: false,
      expiresAt: expect.any(String),
    });
    const confirming = third.terminal('orgs', 'confirm-reset', name, second.email);
    await confirming.answer(`Reset the factors of cli-reset-second <${second.email}>? [y/N]`, 'y');
    expect(await confirming.exitCode).toBe(0);
    expect((await confirming.lines())[0]).toBe('cli-reset-owner has requested this reset.');
    expect((await second.signIn()).code).toBe(0);
    expect((await second.json('factors')).enabled).toBe(false);
  });
});

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
    expect(await owner.run('orgs', 'invite', name, guest.email)).toMatchObject({ code: 1 });
    expect(await owner.run('orgs', 'resend', name, guest.email)).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /^mfa: The invitation was just sent\. Wait \d+ seconds, then try again\.\n$/,
      ),
    });
    expect((await owner.run('orgs', 'revoke', name, guest.email)).out).toBe(
      `Revoked: the invitation of ${guest.email}.\n`,
    );
    expect(await owner.run('orgs', 'revoke', name, guest.email)).toMatchObject({
      code: 1,
      err: `mfa: ${name} has no open invitation ${guest.email}. \`mfa orgs invites ${sent.orgID}\` lists them.\n`,
    });
    expect((await owner.run('orgs', 'invites', name)).out).toMatch(/\trevoked\t/);
    expect(await guest.run('orgs', 'accept', await guest.invitationLink())).toMatchObject({
      code: 1,
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
    expect(await guest.run('orgs', 'accept', code)).toMatchObject({ code: 1 });
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
    expect(accepting).toMatchObject({ code: 1, out: '' });
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
      expect(await guest.run('orgs', 'accept', unknown), unknown).toMatchObject({ code: 1, out: '' });
  });
});

test('names: of one organization any case will do, of several the id is wanted', async () => {
  const owner = await signedIn('cli-names');
  const name = newName('Twins');
  const first = await owner.json('orgs', 'create', name);
  expect(await owner.json('orgs', 'show', name.toUpperCase())).toEqual(first);
  const other = await owner.json('orgs', 'create', name);
  const { code, err } = await owner.run('orgs', 'show', name);
  expect(code).toBe(2);
  expect(err.split('\n').slice(0, 1)).toEqual([
    `mfa: Several of your organizations are named ${name}. Give the id of one of them:`,
  ]);
  for (const { id } of [first, other]) expect(err).toContain(`  ${id} (owner)\n`);
  expect(await owner.json('orgs', 'show', other.id)).toEqual(other);
  expect(await owner.run('orgs', 'members', 'nowhere')).toMatchObject({ code: 1 });
  expect(await owner.run('orgs', 'role', first.id, 'nobody', 'owner')).toMatchObject({
    code: 1,
    err: `mfa: ${name} has no member nobody. \`mfa orgs members ${first.id}\` lists them.\n`,
  });
});

test('members of the same name are told apart by their addresses', async () => {
  const owner = await signedIn('cli-namesakes');
  const { id } = await owner.json('orgs', 'create', newName('Namesakes'));
  const namesakes = [await signedIn('Sam-Same'), await signedIn('Sam-Same')];
  for (const one of namesakes) await join(owner, id, one);
  const { code, err } = await owner.run('orgs', 'role', id, 'sam-same', 'owner');
  expect(code).toBe(2);
  for (const { email } of namesakes) expect(err).toContain(`  ${email}\n`);
});

test.each([
  [['orgs', 'require', 'x', '--accept', 'pigeon', '--yes']],
  [['orgs', 'require', 'x', '--accept', '', '--yes']],
  [['orgs', 'require', 'x', '--deadline', 'tomorrow', '--yes']],
  [['orgs', 'require', 'x', '--deadline', '2027-02-30', '--yes']],
  [['orgs', 'role', 'x', 'y', 'king']],
  [['orgs', 'invite', 'x', 'y@example.com', '--role', 'king']],
  [['orgs', 'show']],
  [['orgs', 'nonsense']],
  [['environments', 'create', 'x']],
])('usage: mfa %j', async (words) => {
  const someone = people[0] ?? (await person('cli-usage'));
  const { code, out, err } = await someone.run(...words);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).not.toBe('');
});

test('a name that would turn the direction of the text is refused, and not shown either', async () => {
  const owner = await signedIn('cli-turner');
  const created = await owner.run('orgs', 'create', `${newName('Turned')} \u202egro`);
  expect(created.code).not.toBe(0);
  expect(created.err).toContain('characters that show nothing');
  expect(`${created.out}${created.err}`).not.toContain('\u202e');
  const { id } = await owner.json('orgs', 'create', newName('Straight'));
  const missing = await owner.run('orgs', 'members', id, '\u202enobody');
  expect(`${missing.out}${missing.err}`).not.toContain('\u202e');
});

test('the API is asked with the session alone: the tokens of these people are in no output', async () => {
  const owner = await signedIn('cli-secrets');
  const { id } = await owner.json('orgs', 'create', newName('Secrets'));
  const token = storedToken(owner.home);
  expect((await call('GET', `/orgs/${id}`, { token })).status).toBe(200);
  for (const words of [['list'], ['show', id], ['members', id], ['events', id], ['coverage', id, '--csv']]) {
    const { out, err } = await owner.run('orgs', ...words);
    expect(out + err, words.join(' ')).not.toContain(token);
  }
});
