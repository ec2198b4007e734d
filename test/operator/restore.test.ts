import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Host } from '../../functions/host.ts';
import { toLambda } from '../../functions/http/lambda.ts';
import type { AnyStep } from '../../functions/http/step.ts';
import { stepModules } from '../../functions/openapi/step-modules.ts';
import type { StepName } from '../../functions/steps.ts';
import { createTables } from '../../local/emulators/index.ts';
import { type Aws, openAws } from '../../operator/aws/clients.ts';
import { add as addApp, list as listApps } from '../../operator/commands/apps.ts';
import { exportTables, importTables } from '../../operator/commands/tables.ts';
import { type Stage, stageOn } from '../../operator/stage.ts';
import { accountWith, linkToken, nextAppCode } from '../support/accounts.ts';
import { lambdaContext } from '../support/lambda-context.ts';
import { type OperatedService, Recorded, startOperatedService } from '../support/operator.ts';
import { createOrganization } from '../support/organizations.ts';
import { goodPassword } from '../support/people.ts';
import { type CallRequest, toEvent } from '../support/service.ts';
import { tableDefinitions, tableEnvironment } from '../support/tables.ts';

/** Backup and restore, rehearsed: what is exported is a whole service once it is imported into empty tables. */

const restoredPrefix = 'serverless-mfa-restored';
let service: OperatedService;
let folder: string;
let restoredAws: Aws;
beforeAll(async () => {
  service = await startOperatedService();
  await createTables(new DynamoDBClient({}), tableDefinitions(restoredPrefix));
  restoredAws = await openAws();
  folder = mkdtempSync(join(tmpdir(), 'serverless-mfa-restore-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await service.close();
});

/** The same functions and keys on the restored tables. */
function restoredStage(): Stage {
  return stageOn('restored', restoredHost(), restoredAws);
}

const restoredHost = (): Host => ({
  ...service.host,
  environment: { ...service.host.environment, ...tableEnvironment(restoredPrefix) },
});

async function callRestored(name: StepName, request: CallRequest = {}) {
  const handler = toLambda(stepModules[name] as AnyStep, restoredHost());
  const answer = await handler(toEvent(name, request), lambdaContext());
  return { status: answer.statusCode, body: answer.body ? JSON.parse(answer.body) : undefined };
}

const counts = async (output: Recorded) => (output.values[0] as { rows: Record<string, unknown> }).rows;

test('accounts, factors, keys, organizations and apps come back, and sessions and links do not', async () => {
  const account = await accountWith(service, 'email', 'authenticator');
  const orgID = await createOrganization(service, account.token);
  const app = new Recorded();
  await addApp(await service.context(app), { name: 'Shop', audience: 'https://api.shop.example' });
  const undo = await linkToken(service, account.email, 'undo');
  const exported = new Recorded();
  await exportTables(await service.context(exported), folder, {});
  const written = await counts(exported);
  expect(written).toMatchObject({ users: 2, keys: 3 });
  expect(readdirSync(folder).sort()).toEqual(
    ['apps', 'events', 'factors', 'keys', 'organizations', 'users'].map((table) => `${table}.jsonl`),
  );
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);

  const imported = new Recorded();
  await importTables(await service.context(imported, { stage: restoredStage() }), folder);
  expect(await counts(imported)).toEqual(
    Object.fromEntries(Object.entries(written).map(([table, count]) => [table, { written: count, left: 0 }])),
  );
  expect((await callRestored('auth/verify', { token: account.token })).status).toBe(401);
  expect((await callRestored('mfa/undo', { body: { token: undo } })).status).toBe(410);
  const signIn = { identifier: account.email, password: goodPassword };
  const { mfaID } = (await callRestored('auth/sign-in', { body: signIn })).body;
  // The secret was sealed with a data key that came back as well.
  const otp = nextAppCode(service, account.app);
  const { body } = await callRestored('auth/submit-code', { parameters: { mfaID }, body: { otp } });
  const { organizations } = (await callRestored('auth/verify', { token: body.sessionToken })).body;
  expect(organizations).toMatchObject([{ id: orgID, role: 'owner' }]);
  const apps = new Recorded();
  await listApps(await service.context(apps, { stage: restoredStage() }));
  expect(apps.values).toEqual([{ apps: app.values }]);
  const audience = { audience: 'https://api.shop.example' };
  const asked = await callRestored('auth/token', { token: body.sessionToken, body: audience });
  expect(asked.status).toBe(200);
});

test('a session that is still in its table does not come alive with an account that comes back', async () => {
  const account = await accountWith(service, 'email');
  rmSync(folder, { recursive: true });
  await exportTables(await service.context(new Recorded()), folder, {});
  const rows = (await service.rows('sessions')).filter(({ userID }) => userID === account.id);
  const { store } = restoredStage();
  for (const row of rows) {
    const key = { userID: account.id, id: String(row['id']) };
    await store.commit([{ table: 'sessions', key, kind: 'put', row, when: [] }]);
  }
  await importTables(await service.context(new Recorded(), { stage: restoredStage() }), folder);
  expect((await callRestored('auth/verify', { token: account.token })).status).toBe(401);
  expect((await service.call('auth/verify', { token: account.token })).status).toBe(200);
});

test('import writes nothing twice, and changes nothing that is there', async () => {
  const again = new Recorded();
  const before = await service.rows('users');
  await importTables(await service.context(again), folder);
  const rows = Object.values(await counts(again)) as { written: number; left: number }[];
  expect(rows.every(({ written, left }) => written === 0 && left > 0)).toBe(true);
  expect(await service.rows('users')).toEqual(before);
});

test('export takes no folder that has something in it, import none without its files', async () => {
  await expect(exportTables(await service.context(new Recorded()), folder, {})).rejects.toThrow(/not empty/);
  const empty = mkdtempSync(join(tmpdir(), 'serverless-mfa-restore-'));
  await expect(importTables(await service.context(new Recorded()), empty)).rejects.toThrow(
    /There is no file/,
  );
  rmSync(empty, { recursive: true });
});

test('export has nothing in the clear', () => {
  const text = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('');
  expect(text).not.toContain(goodPassword);
  expect(text).toContain('$argon2id$');
});
