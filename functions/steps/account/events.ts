import { type AccountLogEntry, userSubject } from '../../../core/accounts/security-log.ts';
import type { OperatorLogEntry } from '../../../core/operator/operator-log.ts';
import { store } from '../../adapters/store.ts';
import { logEntryBody } from '../../flows/accounts/log-entry-body.ts';
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
    return { status: 200, body: { events: page.rows.map(logEntryBody), ...pageOf(page) } };
  },
});

export const handler = toLambda(step);
