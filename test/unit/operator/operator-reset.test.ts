import { describe, expect, it } from 'vitest';
import type { User } from '../../../core/accounts/user.ts';
import {
  canBeCarriedOut,
  cancelOperatorReset,
  endWaitingReset,
  isReasonRequired,
  openReset,
  operatorResetRefusal,
  requestOperatorReset,
  resetByOperator,
  type WaitingReset,
  withdrawOperatorReset,
} from '../../../core/operator/operator-reset.ts';
import { createMailLink, type MailLink } from '../../../core/sign-in/mail-link.ts';
import { accepted, organizationWith } from '../../support/organization-rows.ts';
import { noon, repeatableRandom, userOf, userWith } from '../../support/users.ts';

const operator = { who: 'arn:aws:iam::123456789012:user/ada' };
const returned = { mailReturned: { reason: 'bounce', at: noon } } as const satisfies Partial<User>;
function waitingFor(user: User): WaitingReset {
  const decision = requestOperatorReset(user, operator, noon, repeatableRandom(1));
  const [waiting] = decision.commit ?? [];
  if (waiting?.kind !== 'put') throw new Error('a request is put');
  return waiting.row as unknown as WaitingReset;
}

describe("an operator's reset", () => {
  it.each(['delayed', 'immediate'] as const)('is allowed for an account with a factor: %s', (timing) => {
    expect(operatorResetRefusal(userOf(['email']), undefined, timing)).toBeUndefined();
  });

  it.each(['delayed', 'immediate'] as const)('is refused for an account without one: %s', (timing) => {
    expect(operatorResetRefusal(userWith(), undefined, timing)).toBe('no-factors');
    expect(operatorResetRefusal(userWith(returned), undefined, timing)).toBe('no-factors');
  });

  it('is refused with a delay where mail came back: nobody could cancel it', () => {
    const user = userOf(['email'], returned);
    expect(operatorResetRefusal(user, undefined, 'delayed')).toBe('mail-undeliverable');
    expect(operatorResetRefusal(user, undefined, 'immediate')).toBeUndefined();
  });

  it('is requested once; an immediate one takes the place of the one that waits', () => {
    const user = userOf(['email']);
    expect(operatorResetRefusal(user, waitingFor(user), 'delayed')).toBe('already-requested');
    expect(operatorResetRefusal(user, waitingFor(user), 'immediate')).toBeUndefined();
  });

  it('can be requested again once the credentials have changed, which voids the one that waits', () => {
    const user = userOf(['email']);
    const changed = { ...user, credentialVersion: user.credentialVersion + 1 };
    expect(openReset(waitingFor(user), changed)).toBeUndefined();
    expect(operatorResetRefusal(changed, waitingFor(user), 'delayed')).toBeUndefined();
  });

  it('needs a reason if the user cannot cancel it', () => {
    expect(isReasonRequired('immediate')).toBe(true);
    expect(isReasonRequired('delayed')).toBe(false);
  });

  it('is due a day after the request', () => {
    expect(waitingFor(userOf(['email'])).dueAt).toBe(noon + 86_400_000);
  });
});

describe('a reset that waits', () => {
  const user = userOf(['email']);
  const { credentialVersion } = user;

  it('is stored in a place of its own, unless one waits already or the credentials change meanwhile', () => {
    const decision = requestOperatorReset(user, { ...operator, reason: 'lost' }, noon, repeatableRandom(1));
    const isAnother = { attribute: 'credentialVersion', is: 'not-equal', value: credentialVersion };
    const dueAt = noon + 86_400_000;
    expect(decision).toMatchObject({
      commit: [
        {
          kind: 'put',
          table: 'factors',
          key: { userID: '#resets', id: 'ada' },
          row: { userID: '#resets', id: 'ada', requestedAt: noon, dueAt, credentialVersion },
          when: [{ anyOf: [[{ attribute: 'id', is: 'absent' }], [isAnother]] }],
        },
        {
          kind: 'check',
          table: 'users',
          when: [{ attribute: 'credentialVersion', is: 'equal', value: credentialVersion }],
        },
        { kind: 'put', table: 'challenges' },
      ],
      notify: [],
      send: {
        notice: { message: { dueAt, token: expect.any(String), reason: 'lost' } },
        ifUnsent: { log: [{ details: { operator: { reason: 'the mail about it could not be sent' } } }, {}] },
      },
      answer: dueAt,
    });
  });

  it('is carried out for the same credentials, unless mail came back meanwhile', () => {
    const changed = { ...user, credentialVersion: credentialVersion + 1 };
    expect(canBeCarriedOut(waitingFor(user), user)).toBe(true);
    expect(canBeCarriedOut(waitingFor(user), changed)).toBe(false);
    expect(canBeCarriedOut(waitingFor(user), { ...user, ...returned })).toBe(false);
    expect(canBeCarriedOut(waitingFor(user), { ...changed, ...returned })).toBe(false);
  });
});

describe('what operators do to an account', () => {
  const user = userOf(['email']);
  const both = (kind: string) => [
    { subject: 'user#ada', kind },
    { subject: '#operator', kind, details: { account: 'ada' } },
  ];

  it('is withdrawn, and logged as such, if the mail that would let the user cancel it cannot be sent', () => {
    expect(requestOperatorReset(user, operator, noon, repeatableRandom(1))).toMatchObject({
      log: both('factors-reset-requested'),
      send: {
        notice: { message: { kind: 'operator-reset-requested' } },
        ifUnsent: {
          commit: [{ kind: 'delete', key: { userID: '#resets', id: 'ada' } }],
          log: both('factors-reset-withdrawn'),
          refuse: { reason: 'mail-not-sent' },
        },
      },
    });
  });

  it('is withdrawn for the credentials that it was requested for, and told to the user', () => {
    expect(withdrawOperatorReset(user, waitingFor(user), operator)).toMatchObject({
      commit: [{ kind: 'delete', when: [{ attribute: 'credentialVersion', value: user.credentialVersion }] }],
      log: both('factors-reset-withdrawn'),
      notify: [{ message: { kind: 'operator-reset-withdrawn' } }],
    });
  });

  it('resets the factors, and tells the user and the other owners of what the account owns', () => {
    const acme = organizationWith({ owners: ['ada', 'bob'] });
    const ending = endWaitingReset('ada', user.credentialVersion);
    const given = { rows: [{ id: 'f1' }], organizations: [acme] };
    expect(resetByOperator(user, given, operator, ending)).toMatchObject({
      commit: [
        { key: { id: 'user#ada' }, set: { factors: [] } },
        { kind: 'delete', key: { id: 'f1' } },
        { kind: 'delete', key: { userID: '#resets' } },
      ],
      log: both('factors-reset'),
      notify: [
        { audience: 'operator', message: { kind: 'operator-reset' } },
        { audience: 'owners', owners: ['ada', 'bob'], except: ['ada'] },
      ],
    });
  });
});

describe('the reason of an operator', () => {
  const user = userOf(['email']);
  const ending = endWaitingReset('ada', user.credentialVersion);
  const given = { rows: [], organizations: [] };
  const quoted = (by: { readonly who: string; readonly reason?: string }) => {
    const requested = accepted(requestOperatorReset(user, by, noon, repeatableRandom(1)));
    const carriedOut = accepted(resetByOperator(user, given, by, ending));
    return [
      requested.send?.notice.message,
      carriedOut.notify[0]?.message,
      ...('notLogged' in carriedOut.log ? [] : carriedOut.log.map(({ details }) => details?.['operator'])),
    ];
  };

  it('is quoted in each mail and log entry', () => {
    for (const place of quoted({ ...operator, reason: 'lost' }))
      expect(place).toMatchObject({ reason: 'lost' });
  });

  it('is not there if none was given', () => {
    for (const place of quoted(operator)) expect(place).not.toHaveProperty('reason');
  });
});

describe('cancelling a reset that an operator asked for', () => {
  const linkOf = (bound: { userID: string; credentialVersion?: number }): MailLink => {
    const { change } = createMailLink('cancel-reset', bound, noon, repeatableRandom(1));
    if (change.kind !== 'put') throw new Error('a link is put');
    return change.row as unknown as MailLink;
  };

  it('uses the link up, ends the request, and is logged and mailed about', () => {
    const link = linkOf({ userID: 'ada', credentialVersion: 4 });
    expect(cancelOperatorReset(userOf(['email']), link, noon)).toMatchObject({
      commit: [
        { key: { id: link.id }, set: { usedAt: noon } },
        { kind: 'delete', key: { id: 'ada' }, when: [{ attribute: 'credentialVersion', value: 4 }] },
      ],
      log: [{ kind: 'factors-reset-cancelled' }],
      notify: [{ audience: 'operator', message: { kind: 'operator-reset-cancelled' } }],
      ifLost: { reason: 'link-over' },
    });
  });

  it('is refused with a link that names no credentials', () => {
    expect(cancelOperatorReset(userOf(['email']), linkOf({ userID: 'ada' }), noon)).toMatchObject({
      refuse: { reason: 'link-over' },
    });
  });
});
