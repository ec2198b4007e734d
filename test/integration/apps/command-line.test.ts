import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountWith } from '../../support/accounts.ts';
import { registerApp, shop } from '../../support/apps.ts';
import { type ServedService, serve } from '../../support/serve.ts';
import { type Service, startService } from '../../support/service.ts';
import { type Home, newHome, removeHome, run } from '../../support/terminal.ts';

let service: Service;
let served: ServedService;
let home: Home;
beforeAll(async () => {
  service = await startService();
  served = await serve(service);
  home = newHome(served.url);
});
afterAll(async () => {
  removeHome(home);
  await served.close();
  await service.close();
});

test('mfa token prints a token for an app, which verifies it, and nothing else', async () => {
  const app = await registerApp(service);
  const { id, token } = await accountWith(service, 'email');
  const signedIn = { folder: home.folder, environment: { ...home.environment, MFA_TOKEN: token } };
  const plain = await run(signedIn, ['token', '--audience', shop.audience]);
  expect(plain).toMatchObject({ code: 0, err: '' });
  const keys = createLocalJWKSet((await service.call('oidc/keys')).body);
  const { payload } = await jwtVerify(plain.out.trim(), keys, {
    audience: shop.audience,
    currentDate: new Date(service.clock.now),
  });
  expect(payload).toMatchObject({ sub: id, client_id: app.id });
  const asJson = await run(signedIn, ['token', '--audience', shop.audience, '--json']);
  expect(JSON.parse(asJson.out)).toEqual({ token: expect.any(String), expiresAt: expect.any(String) });
  const unknown = await run(signedIn, ['token', '--audience', 'https://other.example']);
  expect(unknown).toMatchObject({ out: '', err: expect.stringContaining('No app has this audience.') });
  expect(unknown.code).toBeGreaterThan(0);
});
