import { describe, expect, it } from 'vitest';
import { appLimits, isAudience, makeApp, registrationFault } from '../../../core/apps/app.ts';
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
  });
});
