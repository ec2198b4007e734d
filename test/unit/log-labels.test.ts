import { expect, it } from 'vitest';
import { accountEntryKinds } from '../../core/accounts/security-log.ts';
import { organizationEntryKinds } from '../../core/organizations/organization-log.ts';
import { en } from '../../static-site/src/texts/en/index.ts';
import { enOrganizations } from '../../static-site/src/texts/en/organizations.ts';

/** The dashboard falls back to the bare kind, so a missing label would go unnoticed. */
it.each(accountEntryKinds)('the dashboard has a label for the log entry %s of an account', (kind) => {
  expect(Object.keys(en.events)).toContain(kind);
});

it.each(organizationEntryKinds)(
  'the dashboard has a label for the log entry %s of an organization',
  (kind) => {
    expect(Object.keys(enOrganizations.events.kinds)).toContain(kind);
  },
);
