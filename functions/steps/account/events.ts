import { type AccountLogEntry, userSubject } from '../../../core/accounts/security-log.ts';
import { shownClientProgram } from '../../../core/kernel/client-program.ts';
import type { OperatorLogEntry } from '../../../core/operator/operator-log.ts';
import { store } from '../../adapters/store.ts';
import { accountLog } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { pageOf, pageQuery, readPage } from '../../http/pages.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'account/events',
  query: pageQuery,
  answers: { 200: accountLog },
  uses: { store },
  async run({ query, caller: { user } }, { store }) {
    const page = await store.list<AccountLogEntry & Partial<OperatorLogEntry>>(
      'events',
      { subject: userSubject(user.userID) },
      readPage(query),
    );
    const listed = page.rows.map(
      ({ id, at, kind, factor, key, organization, operator, address, browser }) => ({
        id,
        at: new Date(at).toISOString(),
        kind,
        ...(factor && { factor }),
        ...(key && { key }),
        ...(organization && { organization }),
        ...(operator?.reason !== undefined && { reason: operator.reason }),
        address,
        browser: shownClientProgram(browser),
      }),
    );
    return { status: 200, body: { events: listed, ...pageOf(page) } };
  },
});

export const handler = toLambda(step);
