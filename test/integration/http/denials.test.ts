import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { AccessRequest } from '../../../local/emulators/authorize.ts';
import { accountWith } from '../../support/accounts.ts';
import { newAddress, newSource, register, signIn } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** What the log says about a call that AWS denied, in the sentence of each service, on its way through clients and functions. */

const user = 'arn:aws:sts::111122223333:assumed-role/serverless-mfa-dev-Role/function';

/** As AWS writes it. */
function sentence({ action, resources }: AccessRequest): string {
  const [service] = action.split(':');
  if (service === 'kms')
    return `User: ${user} is not authorized to perform: ${action} on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`;
  if (service === 'ses')
    return `User \`${user}' is not authorized to perform \`${action}' on resource \`${resources[0]}'`;
  return `User: ${user} is not authorized to perform: ${action} on resource: ${resources[0]} because no identity-based policy allows the ${action} action`;
}

let service: Service;
let denied: { readonly caller: string; readonly action: RegExp } | undefined;
let logged: string[];
beforeAll(async () => {
  service = await startService({
    authorize: (request) =>
      denied && request.accessKeyID === denied.caller && denied.action.test(request.action)
        ? sentence(request)
        : undefined,
  });
});
afterAll(() => service.close());
beforeEach(() => {
  logged = [];
  vi.spyOn(console, 'error').mockImplementation((line) => void logged.push(line));
});
afterEach(() => {
  denied = undefined;
  vi.restoreAllMocks();
});

const lines = () => logged.map((line) => JSON.parse(line));

it('of DynamoDB is the action and the table', async () => {
  denied = { caller: 'auth.sign-in', action: /^dynamodb:/ };
  const body = { identifier: newAddress(), password: 'a kettle of no account' };
  expect((await service.call('auth/sign-in', { body, address: newSource() })).status).toBe(503);
  expect(lines()).toMatchObject([
    {
      error: 'AccessDeniedException',
      denied: {
        action: expect.stringMatching(/^dynamodb:\w+$/),
        resource: expect.stringMatching(/^table\/.+-(users|challenges)$/),
      },
    },
  ]);
});

it('of KMS is the action and that it was a key', async () => {
  const account = await accountWith(service, 'email');
  service.restart('auth/sign-in');
  denied = { caller: 'auth.sign-in', action: /^kms:/ };
  await signIn(service, account);
  expect(lines().map((line) => line.denied)).toContainEqual({ action: 'kms:Decrypt', resource: 'key' });
});

it('of SES is the action and that it was an identity, and never whose', async () => {
  const { email } = await register(service);
  denied = { caller: 'account.forgot-password', action: /^ses:/ };
  await service.call('account/forgot-password', { body: { email }, address: newSource() });
  expect(lines()).toMatchObject([{ error: 'AccessDenied', denied: { action: 'ses:SendEmail' } }]);
  expect(lines()[0].denied.resource).toMatch(/^(identity|configuration-set\/\w+)$/);
  expect(logged.join('\n')).not.toContain(email);
});
