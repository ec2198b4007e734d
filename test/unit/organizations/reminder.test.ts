import { describe, expect, it } from 'vitest';
import { put } from '../../../core/kernel/change.ts';
import { memberKey } from '../../../core/organizations/membership.ts';
import {
  currentReminder,
  type Deadline,
  deadlineKey,
  endReminder,
  endReminders,
  isDeadlineOver,
  isReminded,
  noteReminded,
  planReminders,
  remind,
} from '../../../core/organizations/reminder.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { accepted, memberWith, organizationWith } from '../../support/organization-rows.ts';
import { noon } from '../../support/users.ts';

const day = 86_400_000;

/** The row of a deadline in so many days, as it is planned at noon. */
function planned(inDays: number): Deadline {
  const change = planReminders('acme', noon + inDays * day, noon);
  if (change.kind !== 'put') throw new Error('planning puts a row');
  return change.row as unknown as Deadline;
}

describe('the reminders of a deadline', () => {
  it('are sent 7, 3 and 1 days before it, each once', () => {
    let deadline = planned(10);
    const sent: [number, number][] = [];
    for (let hours = 0; hours <= 10 * 24; hours += 1) {
      const days = currentReminder(deadline, noon + hours * 3_600_000);
      if (days === undefined) continue;
      sent.push([hours, days]);
      deadline = { ...deadline, reminded: days };
    }
    expect(sent).toEqual([
      [3 * 24, 7],
      [7 * 24, 3],
      [9 * 24, 1],
    ]);
  });

  it('that were missed are made up for by the latest one', () => {
    expect(currentReminder(planned(10), noon + 8 * day)).toBe(3);
  });

  it('that would have been sent before it was planned are skipped', () => {
    expect(currentReminder(planned(5), noon)).toBeUndefined();
    expect(currentReminder(planned(5), noon + 2 * day)).toBe(3);
    expect(currentReminder(planned(0.5), noon + 1)).toBeUndefined();
  });

  it('end with the deadline, and if the requirement is changed or the organization is gone', () => {
    const deadline = planned(10);
    const organization = organizationWith({ mfaRequired: true, mfaDeadline: deadline.at });
    expect(isDeadlineOver(deadline, organization, noon)).toBe(false);
    expect(isDeadlineOver(deadline, organization, deadline.at)).toBe(true);
    expect(isDeadlineOver(deadline, { ...organization, mfaDeadline: deadline.at + day }, noon)).toBe(true);
    expect(isDeadlineOver(deadline, undefined, noon)).toBe(true);
    expect(currentReminder(deadline, deadline.at)).toBeUndefined();
  });
});

describe('a member', () => {
  const deadline = planned(10);

  it('is reminded of each date and each number of days by itself', () => {
    const change = noteReminded(memberWith('bea'), deadline, 7);
    if (change.kind !== 'update') throw new Error('noting updates the row');
    const reminded = memberWith('bea', change.set);
    expect(isReminded(reminded, deadline, 7)).toBe(true);
    expect(isReminded(reminded, deadline, 3)).toBe(false);
    expect(isReminded(reminded, planned(11), 7)).toBe(false);
    expect(isReminded(memberWith('bea'), deadline, 7)).toBe(false);
  });

  const organization = organizationWith({ mfaRequired: true, mfaAccept: ['authenticator'] });
  const member = memberWith('bea');
  const claim = { claimedAt: noon, claimedBy: 'run' };
  const decision = accepted(
    remind(organization, { member, user: { email: 'bea@example.com' } }, deadline, 7, claim),
  );

  it('gets a mail with the accepted factors and the deadline', () => {
    expect(decision.send?.notice).toEqual({
      audience: 'member',
      to: { email: 'bea@example.com' },
      message: {
        kind: 'mfa-reminder',
        organization: { id: 'acme', name: 'Acme' },
        accept: ['authenticator'],
        deadline: deadline.at,
      },
    });
  });

  it('is claimed before the mail, and not noted as reminded by that', () => {
    expect(decision.commit).toMatchObject([{ key: { item: 'member#bea' }, set: claim }]);
    expect(JSON.stringify(decision.commit)).not.toContain('"reminded":');
    expect(decision.ifLost).toEqual({ answer: false });
  });

  it('is free for the next run if the mail could not be sent', () => {
    expect(decision.send?.ifUnsent).toMatchObject({
      commit: [{ set: { claimedAt: undefined }, when: [{ attribute: 'claimedBy', value: 'run' }] }],
      answer: false,
    });
  });
});

describe('the run that sends reminders', () => {
  const deadline = planned(10);
  const key = memberKey('acme', 'bea');
  const organization = organizationWith({ mfaRequired: true, mfaAccept: ['authenticator'] });
  const storeWith = (set = {}) => {
    const store = memoryStore();
    store.commitNow([put('organizations', key, { ...memberWith('bea', set) })]);
    return store;
  };
  const claim = (store: ReturnType<typeof memoryStore>, now: number, days: 7 | 3 = 7) => {
    const to = { member: memberWith('bea'), user: { email: 'bea@example.com' } };
    return store.commitNow(accepted(remind(organization, to, deadline, days, claimAt(now))).commit).committed;
  };
  const claimAt = (claimedAt: number) => ({ claimedAt, claimedBy: `run at ${claimedAt}` });
  const quarter = 900_000;

  it('has a member to itself for a quarter of an hour, so that nobody is mailed twice', () => {
    const store = storeWith();
    expect(claim(store, noon)).toBe(true);
    expect(claim(store, noon + quarter - 1)).toBe(false);
    expect(claim(store, noon + quarter)).toBe(true);
  });

  it('does not claim whoever has got this reminder, and claims whoever has got another', () => {
    const store = storeWith();
    store.commitNow([noteReminded(memberWith('bea'), deadline, 7)]);
    expect(claim(store, noon)).toBe(false);
    expect(claim(store, noon, 3)).toBe(true);
  });

  it('ends its claim when it notes that the mail was sent', () => {
    const store = storeWith();
    claim(store, noon);
    store.commitNow([noteReminded(memberWith('bea'), deadline, 7)]);
    expect(store.rows('organizations')[0]).not.toHaveProperty('claimedAt');
    expect(claim(store, noon, 3)).toBe(true);
  });

  it('neither claims nor notes somebody who has left', () => {
    expect(claim(memoryStore(), noon)).toBe(false);
    expect(memoryStore().commitNow([noteReminded(memberWith('bea'), deadline, 7)]).committed).toBe(false);
  });

  it('takes back the claim of a mail that could not be sent, and no other', () => {
    const store = storeWith();
    const to = { member: memberWith('bea'), user: { email: 'bea@example.com' } };
    const { commit, send, notify } = accepted(remind(organization, to, deadline, 7, claimAt(noon)));
    expect(notify).toEqual([]);
    store.commitNow(commit);
    expect(store.commitNow(send?.ifUnsent.commit ?? []).committed).toBe(true);
    expect(claim(store, noon + 1)).toBe(true);
    expect(store.commitNow(send?.ifUnsent.commit ?? []).committed).toBe(false);
  });

  it('ends a reminder on the list of deadlines, and the deadline with the last one', () => {
    const store = memoryStore();
    store.commitNow([planReminders('acme', deadline.at, noon)]);
    const listed = () => store.rowAt({ table: 'organizations', key: deadlineKey(deadline.at, 'acme') });
    expect(listed()).toMatchObject({ organizationID: '#deadlines', of: 'acme', at: deadline.at });
    expect(deadline.item < deadlineKey(deadline.at + 1, 'aaa').item).toBe(true);
    store.commitNow([endReminder(deadline, 7)]);
    expect(listed()).toMatchObject({ reminded: 7 });
    store.commitNow([endReminders(deadline)]);
    expect(listed()).toBeUndefined();
    expect(store.commitNow([endReminder(deadline, 3)]).committed).toBe(false);
  });
});
