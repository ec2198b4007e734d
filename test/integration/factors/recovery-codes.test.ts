import { afterAll, beforeAll, expect, test } from 'vitest';
import { toLambda } from '../../../functions/http/lambda.ts';
import type { AnyStep } from '../../../functions/http/step.ts';
import { stepModules } from '../../../functions/openapi/step-modules.ts';
import type { StepName } from '../../../functions/steps.ts';
import { accountWith, signInWithFactor, userRow } from '../../support/accounts.ts';
import { lambdaContext } from '../../support/lambda-context.ts';
import { signIn, submit } from '../../support/people.ts';
import { type Service, startService, toEvent } from '../../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const codeRows = async (userID: string) =>
  (await service.rows('factors')).filter(
    (row) => row['userID'] === userID && String(row['id']).startsWith('recovery-code#'),
  );

/** The same function with the next version of the data keys, as `-c keyVersion=2` deploys it. */
function afterRotation(name: StepName) {
  const environment = { ...service.host.environment, KEY_VERSION: '2' };
  const handler = toLambda(stepModules[name] as AnyStep, { ...service.host, environment });
  return async (request: Parameters<typeof toEvent>[1]) => {
    const { statusCode, body } = await handler(toEvent(name, request), lambdaContext());
    return { status: statusCode, body: JSON.parse(body ?? '{}') };
  };
}

test('a row holds the HMAC of its code and nothing else', async () => {
  const { id, recoveryCodes } = await accountWith(service, 'email');
  const rows = await codeRows(id);
  expect(rows).toHaveLength(10);
  for (const row of rows)
    expect(row).toEqual({
      userID: id,
      id: expect.stringMatching(/^recovery-code#[0-9a-f]{64}$/),
      schemaVersion: 1,
    });
  expect(JSON.stringify(rows)).not.toContain(recoveryCodes[0]?.slice(0, 4));
  expect(await userRow(service, id)).toMatchObject({ schemaVersion: 1, recoveryCodeKeyVersion: 1 });
});

test('a code of one account is wrong for another', async () => {
  const [ada, eve] = [await accountWith(service, 'email'), await accountWith(service, 'email')];
  const { mfaID } = (await signIn(service, eve)).body;
  expect((await submit(service, mfaID, ada.recoveryCodes[0] ?? '')).slug).toBe('invalid-code');
  expect(await codeRows(ada.id)).toHaveLength(10);
});

test('codes survive a rotation of the data keys, and new ones are made with the new key', async () => {
  const account = await accountWith(service, 'email');
  const [first, second] = account.recoveryCodes;
  const { mfaID } = (await signIn(service, account)).body;
  const rotated = await afterRotation('auth/submit-code')({ parameters: { mfaID }, body: { otp: first } });
  expect(rotated.status).toBe(200);

  const token = await signInWithFactor(service, account);
  const made = await afterRotation('mfa/regenerate-recovery-codes')({ token });
  expect(made.body.recoveryCodes).toHaveLength(10);
  expect(await userRow(service, account.id)).toMatchObject({ recoveryCodeKeyVersion: 2 });

  // A function that was not deployed anew yet finds them, too.
  const next = (await signIn(service, account)).body.mfaID;
  expect((await submit(service, next, second ?? '')).slug).toBe('invalid-code');
  expect((await submit(service, next, made.body.recoveryCodes[0])).status).toBe(200);
  expect(await codeRows(account.id)).toHaveLength(9);
});
