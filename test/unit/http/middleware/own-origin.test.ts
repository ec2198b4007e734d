import { describe, expect, it } from 'vitest';
import { ownOrigin } from '../../../../functions/http/middleware/own-origin.ts';
import { passThrough, reasonOf } from '../../../support/middleware.ts';
import { origin } from '../../../support/service.ts';

const cookies = ['__Host-session=ada.secret'];
const elsewhere = 'https://evil.example.com';
const reasonFor = async (request: Parameters<typeof passThrough>[1], readsSession = true) =>
  reasonOf(await passThrough(ownOrigin(readsSession), request));

describe('a change by cookie', () => {
  it.each([
    ['the dashboard', { origin }, undefined],
    ['another site', { origin: elsewhere }, 'foreign-origin'],
    ['a site with our name in its own', { origin: `${origin}.evil.example.com` }, 'foreign-origin'],
    ['a page that hides its origin', { origin: 'null' }, 'foreign-origin'],
    ['a program that names none', {}, 'foreign-origin'],
  ])('from %s', async (_, headers, reason) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect(await reasonFor({ method, cookies, headers })).toBe(reason);
  });

  it('may come from anywhere if the operation does not look at the cookie', async () => {
    expect(await reasonFor({ cookies, headers: { origin: elsewhere } }, false)).toBeUndefined();
  });

  it('counts as one by bearer token if it has both', async () => {
    const headers = { origin: elsewhere, authorization: 'Bearer ada.secret' };
    expect(await reasonFor({ cookies, headers })).toBeUndefined();
  });
});

describe('other requests', () => {
  it.each([
    ['that only read', { method: 'GET', cookies, headers: { origin: elsewhere } }],
    ['without a session', { headers: { origin: elsewhere } }],
    ['by bearer token', { token: 'ada.secret', headers: { origin: elsewhere } }],
  ])('%s may come from anywhere', async (_, request) => {
    expect(await reasonFor(request)).toBeUndefined();
  });

  it('get a cookie only from the dashboard or from a program', async () => {
    const wants = { 'x-session': 'cookie' };
    expect(await reasonFor({ headers: { ...wants, origin } })).toBeUndefined();
    expect(await reasonFor({ headers: wants })).toBeUndefined();
    expect(await reasonFor({ headers: { ...wants, origin: elsewhere } }, false)).toBe('foreign-origin');
  });

  it('with two session cookies are refused: one of them is not from here', async () => {
    const both = [...cookies, '__Host-session=eve.secret'];
    expect(await reasonFor({ method: 'GET', cookies: both })).toBe('two-session-cookies');
  });

  it('with a cookie of another case have no session: browsers protect the name only as it is written', async () => {
    const others = ['__host-session=eve.secret', '__HOST-SESSION=eve.secret'];
    expect(await reasonFor({ cookies: others, headers: { origin: elsewhere } })).toBeUndefined();
    expect(await reasonFor({ method: 'GET', cookies: [...cookies, ...others] })).toBeUndefined();
  });
});
