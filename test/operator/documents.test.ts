import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jobs } from '../../functions/jobs.ts';
import type { AccessRequest } from '../../local/emulators/authorize.ts';
import { run as deleteAccount } from '../../operator/commands/delete.ts';
import { run as exportAccount } from '../../operator/commands/export-account.ts';
import { run as log } from '../../operator/commands/log.ts';
import { run as resetFactors } from '../../operator/commands/reset-factors.ts';
import { run as show } from '../../operator/commands/show.ts';
import { exportTables, importTables } from '../../operator/commands/tables.ts';
import { run as unlock } from '../../operator/commands/unlock.ts';
import { makeProgram } from '../../operator/program.ts';
import { type Stack, synthesized, variants } from '../stacks/templates.ts';
import { accountWith } from '../support/accounts.ts';
import { bounceOf } from '../support/mail-events.ts';
import { type OperatedService, Recorded, startOperatedService } from '../support/operator.ts';

/** docs/operating.md says what is so. */

const operating = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');

const used = new Set<string>();
let service: OperatedService;
beforeAll(async () => {
  service = await startOperatedService({
    authorize: ({ accessKeyID, action }: AccessRequest) => {
      if (accessKeyID === 'an.operator') used.add(action);
      return undefined;
    },
  });
});
afterAll(() => service.close());

test('the permissions it lists are those that the commands need, all and no more', async () => {
  const [, policy = '{}'] = /<!-- permissions of the operator -->\n```json\n([^`]*)```/.exec(operating) ?? [];
  const { Statement } = JSON.parse(policy) as { Statement: { Action: string[] }[] };
  const listed = Statement.flatMap(({ Action }) => Action);
  const { email } = await accountWith(service, 'email');
  await service.run('mail/record-bounce', bounceOf(email));
  process.env['AWS_ACCESS_KEY_ID'] = 'an.operator';
  const folder = mkdtempSync(join(tmpdir(), 'serverless-mfa-documents-'));
  const context = await service.context(new Recorded());
  await unlock(context, email, {});
  await resetFactors(context, email, {});
  await resetFactors(context, email, { withdraw: true });
  await resetFactors(context, email, {});
  await resetFactors(context, email, { now: true, reason: 'seen in person' });
  await show(context, email);
  await log(context, 10);
  await exportTables(context, folder, {});
  await importTables(context, folder);
  rmSync(folder, { recursive: true });
  await exportAccount(context, email);
  await deleteAccount(context, email, { reason: 'request by law' });
  // The control plane asks nobody: the stage is opened and SES's list looked at by every run.
  const ofControlPlane = ['lambda:GetFunctionConfiguration', 'ses:DeleteSuppressedDestination'];
  expect([...used, ...ofControlPlane].sort()).toEqual(listed.sort());
});

test('it has every alarm, every job and every command', async () => {
  const { monitoring } = await synthesized(variants.production);
  const alarms = (monitoring as Stack)
    .resources('AWS::CloudWatch::Alarm')
    .map(({ Properties }) => String(Properties.AlarmName).replace('serverless-mfa-prod-', ''));
  expect(alarms.length).toBeGreaterThan(10);
  for (const name of alarms) expect(operating).toContain(`\n| \`${name}\` |`);
  for (const { name } of jobs) expect(operating).toContain(`\n| \`${name}\` |`);
  for (const command of makeProgram(async () => undefined).commands)
    expect(operating).toContain(`npm run operator -- ${command.name()}`);
});

test('its links lead somewhere', async () => {
  const links = [...operating.matchAll(/\]\(([^)#]+)?(#[^)]+)?\)/g)];
  const headings = [...operating.matchAll(/^#+ (.+)$/gm)].map(
    ([, text = '']) =>
      `#${text
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-')}`,
  );
  expect(links.length).toBeGreaterThan(3);
  for (const [, file, anchor] of links) {
    if (file) readFileSync(new URL(`../../docs/${file}`, import.meta.url));
    else expect(headings).toContain(anchor);
  }
});
