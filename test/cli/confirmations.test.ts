import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandLinePerson } from '../support/command-line-person.ts';
import { call } from '../support/live-client.ts';
import { run } from '../support/terminal.ts';

/** Nothing happens by accident: what cannot be taken back asks first, and blanks name nothing. */

let person: CommandLinePerson;
beforeAll(async () => {
  person = await CommandLinePerson.withApp('cli-confirming');
});
afterAll(() => person.close());

const needsYes = {
  code: 2,
  out: '',
  err: expect.stringContaining(
    'mfa: A confirmation is needed, and there is no terminal to ask on. Confirm with --yes.\n',
  ),
};
const factors = () => person.json('factors');

describe('without a terminal', () => {
  test.each([[['factors', 'disable', 'authenticator']], [['factors', 'recovery-codes']]])(
    'mfa %j needs --yes, and does nothing without',
    async (words) => {
      expect(await person.run(...words)).toEqual(needsYes);
      expect(await factors()).toMatchObject({ enabled: true, recoveryCodesLeft: 10 });
    },
  );

  test('ending all other sessions does if there are any', async () => {
    expect(await person.run('sessions', 'end', '--others')).toMatchObject({ code: 0 });
    await elsewhere();
    expect(await person.run('sessions', 'end', '--others')).toEqual(needsYes);
    expect(await person.json('sessions')).toHaveLength(2);
  });

  test('so does ending the session of the command itself', async () => {
    const { id } = (await person.json('sessions')).find(({ current }: { current: boolean }) => current);
    expect(await person.run('sessions', 'end', id)).toEqual(needsYes);
    expect((await person.run('whoami')).code).toBe(0);
  });
});

/** Another session, made with a recovery code that is made for it. */
async function elsewhere(): Promise<void> {
  const { recoveryCodes } = await person.json('factors', 'recovery-codes', '--yes');
  const body = { identifier: person.email, password: person.password };
  const { mfaID } = (await call('POST', '/auth/signin', { body })).body;
  const answer = await call('POST', `/auth/signin/mfa/${mfaID}`, { body: { otp: recoveryCodes[0] } });
  expect(answer.status).toBe(200);
}

describe('on a terminal', () => {
  test('the last factor: says what is lost, and a no keeps it', async () => {
    const terminal = person.terminal('factors', 'disable', 'authenticator');
    await terminal.answer(/Disable Authenticator\? \[y\/N\]$/, 'n');
    expect(await terminal.exitCode).toBe(1);
    expect(await terminal.lines()).toEqual([
      'Authenticator is your only factor. Without it your password alone signs in.',
      '9 recovery codes stop working.',
      'Disable Authenticator? [y/N] n',
      'mfa: Nothing was changed.',
    ]);
    expect((await factors()).enabled).toBe(true);
  });

  test('recovery codes and other sessions', async () => {
    const codes = person.terminal('factors', 'recovery-codes');
    await codes.answer(
      'The 9 recovery codes that are left stop working.\nCreate new recovery codes? [y/N]',
      '',
    );
    expect(await codes.exitCode).toBe(1);
    const others = person.terminal('sessions', 'end', '--others');
    await others.answer('End 1 other session? [y/N]', 'y');
    expect(await others.exitCode).toBe(0);
    expect(await person.json('sessions')).toHaveLength(1);
  });
});

describe('an id that is blank or too short', () => {
  test.each([
    [['sessions', 'end', '']],
    [['sessions', 'end', '  ']],
    [['environments', '']],
    [['factors', 'disable', '', '--yes']],
    [['factors', 'prefer', '']],
    [['orgs', 'show', '']],
    [['orgs', 'remove', 'x', '', '--yes']],
    [['orgs', 'revoke', 'x', '']],
    [['keys', 'remove', '', '--yes']],
    [['whoami', '--email', '']],
    [['whoami', '--account', '']],
    [['factors', 'enable', 'email', '--name', '']],
    [['events', '--cursor', '']],
  ])('is refused as usage: mfa %j', async (words) => {
    expect(await person.run(...words)).toEqual({
      code: 2,
      out: '',
      err: 'mfa: An argument or option is blank. Is a variable of your script empty?\n',
    });
    expect((await person.run('whoami')).code).toBe(0);
  });

  test.each([1, 7])('of %i characters ends no session', async (length) => {
    const [{ id }] = await person.json('sessions');
    const { code, err } = await person.run('sessions', 'end', id.slice(0, length), '--yes');
    expect(code).toBe(2);
    expect(err).toBe('mfa: Give at least the first 8 characters of the id.\n');
    expect((await person.run('whoami')).code).toBe(0);
  });
});

test('--yes does it without a question', async () => {
  const { code, out } = await run(person.home, ['factors', 'disable', 'authenticator', '--yes']);
  expect({ code, out }).toEqual({ code: 0, out: 'Disabled: Authenticator.\n' });
  expect((await factors()).enabled).toBe(false);
});
