import { describe, expect, it } from 'vitest';
import {
  type AuthorizationParameters,
  type AuthorizationRequest,
  approve,
  deny,
  grantKey,
  isOpen,
  requiredBy,
} from '../../../core/apps/authorization-request.ts';
import type { Session } from '../../../core/sign-in/session.ts';
import { noon, userOf } from '../../support/users.ts';

const session: Session = {
  userID: 'ada',
  id: 'session-1',
  kind: 'dashboard',
  generation: 1,
  methods: ['password', 'authenticator'],
  createdAt: noon - 900_000,
  authenticatedAt: noon - 900_000,
  lastSeenAt: noon,
  expiresAt: noon + 3_600_000,
  ttl: 0,
  address: '192.0.2.1',
  browser: 'Firefox on Linux',
};

function requestOf(params: Partial<AuthorizationParameters> = {}): AuthorizationRequest {
  return {
    ...grantKey('Interaction', 'abc'),
    kind: 'Interaction',
    payload: { params: { client_id: 'operator.shop', ...params }, iat: 0 },
    createdAt: noon - 60_000,
    expiresAt: noon + 540_000,
  };
}

const answering = (params: Partial<AuthorizationParameters>, more: Partial<Session> = {}) => ({
  request: requestOf(params),
  session: { ...session, ...more },
  user: userOf(['authenticator']),
  now: noon,
});

describe('a request of an app', () => {
  it('is open until it is over, for the browser that has its cookie', () => {
    const request = requestOf();
    expect(isOpen(request, true, noon)).toBe(true);
    expect(isOpen(request, true, request.expiresAt - 1)).toBe(true);
    expect(isOpen(request, true, request.expiresAt)).toBe(false);
    expect(isOpen(request, false, noon)).toBe(false);
    expect(isOpen(undefined, true, noon)).toBe(false);
  });

  it('is found by a digest', () => {
    expect(grantKey('Interaction', 'abc')).toEqual({
      id: 'Interaction#ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
  });

  it.each([
    [{}, {}],
    [{ acr_values: 'aal2' }, { acr: 'aal2' }],
    [{ acr_values: 'urn:other phr aal2' }, { acr: 'phr' }],
    [{ acr_values: 'urn:other' }, {}],
    [{ max_age: 300 }, { maxAgeSeconds: 300 }],
    [{ max_age: '300' }, { maxAgeSeconds: 300 }],
    [{ max_age: 0 }, { maxAgeSeconds: 60 }],
    [{ prompt: 'login' }, { maxAgeSeconds: 60 }],
    [{ prompt: 'login consent', max_age: 30 }, { maxAgeSeconds: 30 }],
    [{ prompt: 'consent' }, {}],
  ])('with %j requires %j a minute after it was made', (params, required) => {
    expect(requiredBy(requestOf(params), noon)).toEqual(required);
  });
});

describe('approving it', () => {
  it('notes the session, what was proved last, and when', () => {
    expect(approve(answering({ acr_values: 'aal2' }))).toMatchObject({
      commit: [
        {
          kind: 'update',
          table: 'grants',
          key: grantKey('Interaction', 'abc'),
          set: {
            result: {
              login: {
                accountId: 'ada',
                sessionID: 'session-1',
                ts: Math.floor((noon - 900_000) / 1000),
                acr: 'aal2',
                amr: ['pwd', 'otp', 'mfa'],
              },
              consent: {},
            },
          },
          when: [
            { attribute: 'id', is: 'present' },
            { attribute: 'expiresAt', is: 'equal', value: noon + 540_000 },
          ],
        },
      ],
      ifLost: { reason: 'authorization-over' },
    });
  });

  it.each([
    ['an older proof than the app accepts', { max_age: 600 }, {}, 'stronger-sign-in-needed'],
    ['a proof before the request', { prompt: 'login' }, {}, 'stronger-sign-in-needed'],
    ['a weaker proof', { acr_values: 'aal2' }, { methods: ['password'] as const }, 'stronger-sign-in-needed'],
    ['a class that the account cannot reach', { acr_values: 'phr' }, {}, 'stronger-factor-needed'],
  ])('is refused with %s', (_what, params, more, reason) => {
    expect(approve(answering(params, more))).toMatchObject({ refuse: { reason } });
  });

  it('is possible with a proof in the second of the request, or after it', () => {
    expect(approve(answering({ prompt: 'login' }, { authenticatedAt: noon - 60_000 }))).toHaveProperty(
      'commit',
    );
    expect(approve(answering({ max_age: 0 }, { authenticatedAt: noon - 60_001 }))).toHaveProperty('refuse');
  });

  it.each([1, 400, 999, 1700])(
    'counts a proof from the moment of the request on, %j ms later too',
    (later) => {
      const answered = (authenticatedAt: number) =>
        approve({ ...answering({ prompt: 'login' }, { authenticatedAt }), now: noon - 60_000 + later });
      expect(answered(noon - 60_000)).toHaveProperty('commit');
      expect(answered(noon - 60_001)).toMatchObject({
        refuse: { reason: 'stronger-sign-in-needed', maxAgeSeconds: Math.floor(later / 1000) },
      });
    },
  );
});

describe('refusing it', () => {
  it('sends the user back without an account', () => {
    expect(deny(requestOf())).toMatchObject({ commit: [{ set: { result: { error: 'access_denied' } } }] });
  });
});
