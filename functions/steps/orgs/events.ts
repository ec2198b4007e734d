import { shownClientProgram } from '../../../core/kernel/client-program.ts';
import { type OrganizationEntry, organizationSubject } from '../../../core/organizations/organization-log.ts';
import { store } from '../../adapters/store.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { toLambda } from '../../http/lambda.ts';
import { organizationLog } from '../../http/organization-answers.ts';
import { pageOf, pageQuery, readPage } from '../../http/pages.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/events',
  query: pageQuery,
  answers: { 200: organizationLog },
  uses: { store },
  async run({ parameters, query, caller }, { store }) {
    const { organizationID } = requireOwnership(caller, parameters);
    const page = await store.list<OrganizationEntry>(
      'events',
      { subject: organizationSubject(organizationID) },
      readPage(query),
    );
    const events = page.rows.map(({ id, at, kind, actor, about, address, browser }) => {
      const { deadline, ...rest } = about;
      return {
        id,
        at: new Date(at).toISOString(),
        kind,
        actor,
        ...rest,
        ...(deadline !== undefined && { deadline: new Date(deadline).toISOString() }),
        address,
        browser: shownClientProgram(browser),
      };
    });
    return { status: 200, body: { events, ...pageOf(page) } };
  },
});

export const handler = toLambda(step);
