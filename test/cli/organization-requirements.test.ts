import { afterAll, describe, expect, test } from 'vitest';
import {
  closePeople,
  join,
  newName,
  signedIn,
  signInByEmail,
  withApp,
} from '../support/command-line-people.ts';
import type { CommandLinePerson } from '../support/command-line-person.ts';
import { activateEmail, mailedCode, mailsTo } from '../support/live-client.ts';

/** Sessions that an organization holds back, and proofs that it accepts. */

afterAll(closePeople);

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
