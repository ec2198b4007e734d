import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Home, newHome, removeHome, run } from '../support/terminal.ts';

/** Help on every command. */

let home: Home;
beforeAll(() => {
  home = newHome();
});
afterAll(() => removeHome(home));

const organizationCommands = [
  'list',
  'create',
  'show',
  'rename',
  'members',
  'remove',
  'role',
  'leave',
  'reset-factors',
  'confirm-reset',
  'confirm-member',
  'withdraw-reset',
  'invite',
  'invites',
  'resend',
  'revoke',
  'accept',
  'require',
  'stop-requiring',
  'preview',
  'coverage',
  'events',
];

test('--help on everything', async () => {
  const commands = [
    [],
    ['signin'],
    ['signout'],
    ['whoami'],
    ['environments'],
    ['environments', 'list'],
    ['environments', 'create'],
    ['orgs'],
    ...organizationCommands.map((word) => ['orgs', word]),
    ['factors'],
    ['factors', 'list'],
    ['factors', 'enable'],
    ['factors', 'disable'],
    ['factors', 'prefer'],
    ['factors', 'recovery-codes'],
    ['sessions'],
    ['sessions', 'list'],
    ['sessions', 'end'],
    ['devices'],
    ['devices', 'list'],
    ['devices', 'remove'],
    ['events'],
    ['config'],
    ['config', 'server'],
    ['doctor'],
    ['completion'],
  ];
  for (const command of commands) {
    const { code, out } = await run(home, [...command, '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: ${['mfa', ...command].join(' ')}`);
    expect(out).toContain('--json');
  }
});

test('help on a command and on a topic', async () => {
  const onCommand = await run(home, ['help', 'orgs', 'require']);
  expect(onCommand).toEqual(await run(home, ['orgs', 'require', '--help']));
  expect((await run(home, ['help'])).out).toContain('Commands:');
  expect((await run(home, ['help', 'exit-codes'])).out).toMatch(/^130 +interrupted$/m);
  expect((await run(home, ['help', 'environment'])).out).toMatch(/^HTTPS_PROXY, NO_PROXY +/m);
  expect(await run(home, ['help', 'nonsense'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('Topics: prompts, environment, exit-codes'),
  });
});

test('the manual page names every command and option, and groff has nothing to say about it', async () => {
  const { out } = await run(home, ['help', '--man']);
  for (const named of [
    'mfa orgs require',
    'mfa factors recovery\\-codes',
    '\\-\\-otp\\-command',
    'MFA_ACCOUNT',
  ])
    expect(out).toContain(named);
  const checked = spawnSync('groff', ['-man', '-ww', '-z', '-Tutf8'], { input: out, encoding: 'utf8' });
  if (checked.error === undefined) expect(checked).toMatchObject({ status: 0, stderr: '' });
});
