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
