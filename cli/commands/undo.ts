import { type Confirmable, confirmation } from '../confirmation.ts';
import { type Context, request, serviceOf } from '../context.ts';
import { usageFailure } from '../failure.ts';
import { tokenOfLink } from '../mailed-link.ts';
import { texts } from '../texts/index.ts';

const operations = {
  '/account/mfa/undo': 'POST /mfa/undo',
  '/account/mfa/cancel-reset': 'POST /mfa/cancel-reset',
} as const;

/** `mfa undo LINK`: what the link of a mail offers, which is to undo a first factor or to cancel a reset. */
export async function run(context: Context, link: string, options: Confirmable): Promise<void> {
  const { output } = context;
  const service = await serviceOf(context);
  const page = URL.canParse(link) ? new URL(link).pathname : '';
  if (!isUndoPage(page)) throw usageFailure(texts.links.other(Object.keys(operations).join(', ')));
  const token = tokenOfLink(link, service.server, page);
  const { ask, done } = texts.undo[page];
  await confirmation(context, options)([], ask);
  await request(service, operations[page], { body: { token } });
  if (output.isJson) output.json({ done: true });
  else output.line(done);
}

const isUndoPage = (page: string): page is keyof typeof operations => Object.hasOwn(operations, page);
