import { expect, it } from 'vitest';
import { update } from '../../../core/kernel/change.ts';
import { type Decision, notLogged, withChanges } from '../../../core/kernel/decision.ts';
import { problem } from '../../../core/kernel/problem.ts';

const refund = update('challenges', { id: 'guesses' }, {}, []);
const own = update('users', { id: 'user#ada' }, {}, []);

it('changes are added to a decision that grants', () => {
  const decision: Decision = { commit: [own], log: notLogged('a test'), notify: [], answer: undefined };
  expect(withChanges(decision, [refund]).commit).toEqual([own, refund]);
});

it('a refusal writes only what it says itself: its caller takes back a charge', () => {
  const decision: Decision = { refuse: problem('not-found'), commit: [own] };
  expect(withChanges(decision, [refund])).toBe(decision);
});
