import { afterAll, describe, expect, test } from 'vitest';
import { closePeople, join, newName, person, signedIn, withApp } from '../support/command-line-people.ts';
import type { CommandLinePerson } from '../support/command-line-person.ts';
import { call } from '../support/live-client.ts';
import { storedToken } from '../support/terminal.ts';

/** Organizations for programs: no terminal, JSON, exit codes. */

afterAll(closePeople);

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
      code: 8,
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
      code: 7,
      err: `mfa: You are not in an organization ${name}. \`mfa orgs\` lists yours.\n`,
    });
  });
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
  const someone = await person('cli-usage');
  const { code, out, err } = await someone.run(...words);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).not.toBe('');
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
