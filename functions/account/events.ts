import { type SecurityEvent, userSubject } from '../../core/event.ts';
import { refuseField } from '../../core/problem.ts';
import { store } from '../adapters/store.ts';
import { events } from '../http/answers.ts';
import { toLambda } from '../http/lambda.ts';
import { defineStep } from '../http/step.ts';

const limits = { usual: 25, most: 100 };

export const step = defineStep({
  name: 'account/events',
  query: { limit: 'How many, 1 to 100; 25 if not said', cursor: 'The `next` of the page before' },
  answers: { 200: events },
  uses: { store },
  async run({ query, caller: { user } }, { store }) {
    const limit = readLimit(query['limit']);
    const after = query['cursor'] ? readCursor(query['cursor']) : undefined;
    const options = { newestFirst: true, limit, ...(after && { after }) };
    const page = await store.list('events', { subject: userSubject(user.userID) }, options);
    const listed = (page.rows as unknown as SecurityEvent[]).map(
      ({ id, at, kind, factor, key, address, browser }) => ({
        id,
        at: new Date(at).toISOString(),
        kind,
        ...(factor && { factor }),
        ...(key && { key }),
        address,
        browser,
      }),
    );
    return {
      status: 200,
      body: { events: listed, ...(page.next && { next: Buffer.from(page.next).toString('base64url') }) },
    };
  },
});

function readLimit(text: string | undefined): number {
  if (text === undefined) return limits.usual;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= limits.most) return limit;
  return refuseField('limit', `limit is a whole number from 1 to ${limits.most}.`);
}

function readCursor(text: string): string {
  const id = Buffer.from(text, 'base64url').toString('utf8');
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[a-z0-9]{1,64}$/.test(id)
    ? id
    : refuseField('cursor', 'cursor is the next of the page before, and nothing else.');
}

export const handler = toLambda(step);
