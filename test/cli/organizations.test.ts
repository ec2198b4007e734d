import { afterAll, describe, expect, test } from 'vitest';
import { closePeople, newName, person, signedIn } from '../support/command-line-people.ts';
import type { CommandLinePerson } from '../support/command-line-person.ts';
import { run, storedToken } from '../support/terminal.ts';

/** Organizations on the command line, as an owner and a member at a terminal see them. */

afterAll(closePeople);

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
      `${name} will require multi-factor authentication by email, authenticator, or passkey, at once.`,
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
        new RegExp(`^${name}: required since [-\\d]+ [:\\d]+, by email, authenticator, or passkey\\.$`),
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
      `${name} accepts email, authenticator, or passkey.`,
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
