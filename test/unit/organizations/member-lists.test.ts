import { expect, test } from 'vitest';
import { memberListLimits, memberListPot } from '../../../core/organizations/member-lists.ts';
import { organizationLimits } from '../../../core/organizations/organization.ts';

const noon = Date.parse('2026-11-24T12:00:00Z');

test('what an account may list is counted for each minute, over all its organizations', () => {
  const pot = memberListPot('ada', 500, noon + 20_000);
  expect(pot).toMatchObject({ takes: 500, size: 60_000, mayExceed: true, endsAt: noon + 60_000 });
  expect(pot.id).toContain('#ada#');
  expect(memberListPot('ada', 1, noon + 59_999).id).toBe(pot.id);
  expect(memberListPot('ada', 1, noon + 60_000).id).not.toBe(pot.id);
  expect(memberListPot('bob', 1, noon).id).not.toBe(pot.id);
});

test('the largest organization can be listed whole several times in a minute', () => {
  expect(memberListLimits.ofMinute).toBeGreaterThanOrEqual(6 * organizationLimits.membersPerOrganization);
});
