import { expect, test } from 'vitest';
import { activateEmail, baseUrl, call, mailedCode, register, send, signIn } from '../support/live-client.ts';

type Answer = Awaited<ReturnType<typeof send>>;

/**
 * The answers of the API to 50 submissions at once. AWS may answer some in its place, when a burst meets too few functions:
 * 429 or 503, without a problem document.
 */
async function submitted50Times(mfaID: string, otp: string, from: string) {
  const url = `${baseUrl()}/api/auth/signin/mfa/${mfaID}`;
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => send('POST', url, { body: { otp }, from })),
  );
  const isOfAws = ({ status, slug }: Answer) => slug === undefined && [429, 503].includes(status);
  return { answers: answers.filter((answer) => !isOfAws(answer)), ofAws: answers.filter(isOfAws).length };
}

const sessionCount = async (token: string | undefined): Promise<number> =>
  (await call('GET', '/sessions', { token })).body.sessions.length;

test('50 parallel submissions of one right code give one session', async () => {
  const person = await register('right-burst');
  await activateEmail(person);
  const first = (await signIn(person)).body;
  const firstCode = await mailedCode(person.email);
  const { sessionToken } = (
    await call('POST', `/auth/signin/mfa/${first.mfaID}`, { body: { otp: firstCode } })
  ).body;
  const { body } = await signIn(person);
  const otp = await mailedCode(person.email);
  const before = await sessionCount(sessionToken);
  const { answers, ofAws } = await submitted50Times(body.mfaID, otp, '127.0.2.1');
  expect(answers.length).toBeGreaterThan(0);
  const granted = answers.filter(({ status }) => status === 200).length;
  // The one that succeeded may be one whose answer was lost.
  expect(granted).toBeLessThanOrEqual(1);
  if (ofAws === 0) expect(granted).toBe(1);
  expect((await sessionCount(sessionToken)) - before).toBeLessThanOrEqual(1);
  // DynamoDB refuses transactions that overlap: who met one too often may try again, and nothing was done for them.
  const others = new Set(answers.flatMap(({ status, slug }) => (status === 200 ? [] : [slug])));
  for (const slug of others) expect(['challenge-expired', 'unavailable']).toContain(slug);
});

test('50 parallel wrong codes get at most 5 looks', async () => {
  const person = await register('wrong-burst');
  await activateEmail(person);
  const { body } = await signIn(person);
  const right = await mailedCode(person.email);
  const otp = right === '000000' ? '000001' : '000000';
  const { answers } = await submitted50Times(body.mfaID, otp, '127.0.2.2');
  const isLook = ({ slug }: { slug: string | undefined }) => slug === 'invalid-code';
  // Those that met others may try again; together they get no more.
  const again = [];
  for (let time = 0; time < 6; time += 1)
    again.push(await call('POST', `/auth/signin/mfa/${body.mfaID}`, { body: { otp }, from: '127.0.2.2' }));
  expect([...answers, ...again].filter(isLook).length).toBeLessThanOrEqual(5);
  const late = await call('POST', `/auth/signin/mfa/${body.mfaID}`, {
    body: { otp: right },
    from: '127.0.2.2',
  });
  expect(late.slug).toBe('challenge-expired');
});

test('a cookie session needs the dashboard itself for changes, and the token is in no body', async () => {
  const person = await register('cookie');
  const headers = { 'x-session': 'cookie', origin: baseUrl() };
  const signedIn = await call('POST', '/auth/signin', {
    body: { identifier: person.email, password: person.password },
    headers,
  });
  expect(signedIn.body.sessionToken).toBeUndefined();
  const [setCookie = ''] = signedIn.headers['set-cookie'] ?? [];
  expect(setCookie).toMatch(/^__Host-session=[^;]+;/);
  expect(setCookie.split('; ').slice(1).sort()).toEqual(
    ['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Strict', 'Secure'].sort(),
  );
  const cookie = setCookie.split(';')[0] ?? '';
  expect((await call('GET', '/auth/verify', { headers: { cookie } })).status).toBe(200);
  const rename = (origin?: string) =>
    call('PATCH', '/account', { body: { name: 'New' }, headers: { cookie, ...(origin && { origin }) } });
  expect((await rename()).slug).toBe('forbidden');
  expect((await rename('https://evil.example')).slug).toBe('forbidden');
  expect((await rename(baseUrl())).status).toBe(200);
  const out = await call('DELETE', '/auth/signout', { headers: { cookie, origin: baseUrl() } });
  expect(out.headers['set-cookie']?.[0]).toContain('Max-Age=0');
  expect((await call('GET', '/auth/verify', { headers: { cookie } })).status).toBe(401);
});

test('wrong passwords slow their own source, whatever it says of itself, and never a known one', async () => {
  const person = await register('slowed');
  await signIn(person);
  const guess = (spoofed: number) =>
    call('POST', '/auth/signin', {
      body: { identifier: person.email, password: `wrong guess number ${spoofed}` },
      from: '127.0.2.3',
      headers: { 'x-forwarded-for': `198.51.100.${spoofed}`, 'x-viewer-address': `198.51.100.${spoofed}` },
    });
  const slugs: (string | undefined)[] = [];
  // Ten of the account, and the one of the hour; on a slow machine one more comes back meanwhile.
  while (slugs.length < 30 && slugs.at(-1) !== 'too-many-attempts')
    slugs.push((await guess(slugs.length)).slug);
  expect(slugs.length).toBeGreaterThan(11);
  expect(new Set(slugs.slice(0, -1))).toEqual(new Set(['invalid-credentials']));
  expect(slugs.at(-1)).toBe('too-many-attempts');
  expect((await signIn(person)).body.sessionToken).toBeTypeOf('string');
});

test('what is not there is a problem document, and the API describes itself', async () => {
  expect((await call('GET', '/nothing/here')).slug).toBe('not-found');
  expect(await call('POST', '/account')).toMatchObject({ status: 405, slug: 'method-not-allowed' });
  const described = await call('GET', '/openapi.json');
  expect(described.body.openapi).toBe('3.1.0');
});

test('limits: a body of 10 MB and headers of 10 KB are stopped at the edge, an 8 KB token is only signed out', async () => {
  const huge = await send('POST', `${baseUrl()}/api/auth/signin`, {
    text: `"${'x'.repeat(10 * 1024 * 1024)}"`,
  });
  expect(huge.status).toBe(413);
  expect(
    (await send('GET', `${baseUrl()}/api/auth/verify`, { headers: { 'x-big': 'x'.repeat(11_000) } })).status,
  ).toBe(431);
  expect((await call('GET', '/auth/verify', { token: 'x'.repeat(8000) })).slug).toBe('signed-out');
  const form = await call('POST', '/auth/signin', {
    text: 'identifier=a&password=b',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(form.slug).toBe('unsupported-media-type');
});

test('pages and API carry security headers and are not kept where they must not be', async () => {
  const page = await send('GET', `${baseUrl()}/account`);
  expect(page.status).toBe(200);
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(page.headers['x-content-type-options']).toBe('nosniff');
  const api = await call('GET', '/auth/verify');
  expect(api.headers['cache-control']).toBe('no-store');
  expect(api.headers['x-content-type-options']).toBe('nosniff');
  expect(api.headers['access-control-allow-origin']).toBeUndefined();
});
