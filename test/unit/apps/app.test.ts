import { describe, expect, it } from 'vitest';
import {
  appKey,
  appKeyOf,
  appLimits,
  isAudience,
  makeApp,
  registrationFault,
} from '../../../core/apps/app.ts';
import { noon, repeatableRandom } from '../../support/users.ts';

const issuer = 'https://mfa.example.com';
const shop = { name: 'Shop', audience: 'https://api.shop.example' };

describe('the registration of an app', () => {
  it.each([
    ['is accepted', {}, 0, undefined],
    ['needs a name', { name: ' ' }, 0, 'name-invalid'],
    ['needs a visible name', { name: '\u200b' }, 0, 'name-invalid'],
    ['takes a name of 100 characters', { name: 'x'.repeat(100) }, 0, undefined],
    ['needs a short name', { name: 'x'.repeat(101) }, 0, 'name-invalid'],
    ['needs an audience', { audience: '' }, 0, 'audience-malformed'],
    ['is not for the service itself', { audience: issuer }, 0, 'audience-is-issuer'],
    ['is not for the service itself, with a slash', { audience: `${issuer}/` }, 0, 'audience-is-issuer'],
    ['ends at the limit', {}, appLimits.perOwner, 'app-limit'],
    ['takes redirect URIs', { redirectURIs: Array(20).fill('https://shop.example/') }, 0, undefined],
    ['takes 20 of them', { redirectURIs: Array(21).fill('https://shop.example/') }, 0, 'too-many-redirects'],
    [
      'looks at each of them',
      { redirectURIs: ['https://a.example/', 'http://b.example/'] },
      0,
      'redirect-insecure',
    ],
  ])('%s', (_what, more, registered, fault) => {
    expect(registrationFault({ ...shop, ...more }, issuer, registered)).toBe(fault);
  });

  it.each([
    ['shop', true],
    ['urn:example:shop', true],
    ['https://api.shop.example/v1?x=[1]', true],
    ['a'.repeat(200), true],
    ['a'.repeat(201), false],
    ['two words', false],
    ['quo"te', false],
    ['back\\slash', false],
    ['ümlaut', false],
    ['line\nbreak', false],
  ])('takes the audience %j: %s', (audience, isOne) => {
    expect(isAudience(audience)).toBe(isOne);
  });

  it('makes an id by which its row is found', () => {
    const app = makeApp({ ...shop, name: ' Shop ' }, repeatableRandom(1), noon);
    expect(app).toMatchObject({ ...shop, owner: 'operator', createdAt: noon });
    expect(app.id).toMatch(/^operator\.[a-z2-7]{26}$/);
    expect(appKeyOf(app.id)).toEqual(appKey(app));
    expect(app).not.toHaveProperty('signIn');
  });

  it.each(['operator', 'operator.', '.shop', 'audience#shop.app', 'a.b.c', `operator.${'a'.repeat(41)}`])(
    'knows no app with the id %j',
    (id) => {
      expect(appKeyOf(id)).toBeUndefined();
    },
  );

  it('keeps the digest of the secret, and each redirect URI once', () => {
    const redirectURIs = ['https://shop.example/', 'https://shop.example/'];
    const app = makeApp({ ...shop, redirectURIs, kind: 'confidential' }, repeatableRandom(1), noon, 'abc');
    expect(app.signIn).toEqual({
      kind: 'confidential',
      redirectURIs: ['https://shop.example/'],
      secretDigest: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
    const open = makeApp({ ...shop, redirectURIs }, repeatableRandom(1), noon);
    expect(open.signIn).toEqual({ kind: 'public', redirectURIs: ['https://shop.example/'] });
  });
});
