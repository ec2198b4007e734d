import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StepName } from '../../functions/steps.ts';
import { sessionCookie } from '../support/accounts.ts';
import { goodPassword, newAddress, register, session } from '../support/people.ts';
import { type CallRequest, origin, toEvent } from '../support/service.ts';
import { type LambdaService, startLambdaService } from './functions.ts';

/** What API Gateway can hand to a function, through AWS's runtime and back. */

let service: LambdaService;
beforeAll(async () => {
  service = await startLambdaService();
});
afterAll(() => service?.close());

const encoded = (name: StepName, request: CallRequest) => {
  const event = toEvent(name, request);
  return { ...event, body: Buffer.from(event.body ?? '').toString('base64'), isBase64Encoded: true };
};

describe('an event', () => {
  test('with a body in base64 is read like any other, whatever the body is', async () => {
    const { email, password } = await register(service);
    const right = encoded('auth/sign-in', { body: { identifier: email, password } });
    expect((await service.send('auth/sign-in', right)).status).toBe(200);
    const binary = { ...right, body: Buffer.from([0, 0xff, 0xfe, 0x80, 0x7b]).toString('base64') };
    const refused = await service.send('auth/sign-in', binary);
    expect([refused.status, refused.body.reason]).toEqual([400, 'body-not-json']);
  });

  test('with cookies is that of a browser, and the answer sets a cookie and has no token in its body', async () => {
    const { email, password } = await register(service);
    const body = { identifier: email, password };
    const headers = { 'x-session': 'cookie', origin };
    const signedIn = await service.call('auth/sign-in', { body, headers });
    expect(signedIn.body).not.toHaveProperty('sessionToken');
    expect(signedIn.cookies).toContainEqual(
      expect.stringMatching(/^__Host-session=[^;]+; .*Secure.*HttpOnly.*SameSite=Strict/),
    );
    const cookies = ['other=1', `__Host-session=${sessionCookie(signedIn)}`];
    expect((await service.call('auth/verify', { cookies })).status).toBe(200);
  });

  test('with text of any language and with characters that need care keeps it', async () => {
    const token = await session(service, await register(service));
    for (const name of ['Zoë 日本語 🔑', 'שלום', `a "quoted" \\ name`, 'x'.repeat(60)]) {
      const renamed = await service.call('account/rename', { token, body: { name } });
      expect([renamed.status, renamed.body.name]).toEqual([200, name]);
      expect((await service.call('account/read', { token })).body.name).toBe(name);
    }
  });

  test('with odd headers is answered, and the next one as well', async () => {
    const token = await session(service, await register(service));
    const values = ['', '\u0000', '日本語', 'ÿ\u0080', '\ud800', 'x'.repeat(8192), 'a,b;c=d', '\u007f'];
    for (const value of values) {
      const headers = { 'user-agent': value, 'accept-language': value, 'x-device': value };
      expect((await service.call('auth/verify', { token, headers })).status).toBe(200);
      const refused = await service.call('auth/verify', { headers: { authorization: `Bearer ${value}` } });
      expect(refused.status).toBe(401);
    }
  });

  test('with a body of the largest size that the API takes is answered', async () => {
    const body = { email: newAddress(), password: goodPassword, name: 'x'.repeat(60_000) };
    expect((await service.call('account/register', { body })).status).toBe(400);
  });
});
