import { afterAll, describe, expect, test } from 'vitest';
import { closePeople, join, newName, withApp } from '../support/command-line-people.ts';
import type { CommandLinePerson } from '../support/command-line-person.ts';

/** Lost factors of members and owners. */

afterAll(closePeople);

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
    expect((await member.run('whoami')).code).toBe(5);
    expect(await owner.run('orgs', 'reset-factors', name, member.email, '--yes')).toMatchObject({
      code: 8,
      err: expect.stringMatching(/has no factor to reset/),
    });
  });

  test("an owner's are asked for by one, can be withdrawn, and are confirmed by another", async () => {
    second = await withApp('cli-reset-second');
    third = await withApp('cli-reset-third');
    await join(owner, name, second, 'owner');
    expect(await owner.run('orgs', 'reset-factors', name, second.email, '--yes')).toMatchObject({
      code: 8,
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
