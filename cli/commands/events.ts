import { type Context, request } from '../context.ts';
import { kindFor } from '../log-kind.ts';
import { programTitle } from '../program-title.ts';
import { localTime, printable } from '../terminal/printable.ts';
import { texts } from '../texts/index.ts';
import { withSession } from '../with-session.ts';

/** `mfa events`: newest first. */
export async function run(
  context: Context,
  options: { readonly limit?: number; readonly cursor?: string },
): Promise<void> {
  const { output } = context;
  const page = await withSession(context, (service) =>
    request(service, 'GET /account/events', { query: options }),
  );
  if (output.isJson) return output.json(page);
  const rows = page.events.map(({ at, kind, factor, key, organization, reason, browser, address }) => [
    localTime(at),
    kindFor(output, texts.entries.account, kind),
    factor?.name ?? factor?.type ?? key?.name ?? organization?.name ?? reason ?? '',
    programTitle(browser),
    address,
  ]);
  await output.table(Object.values(texts.events.columns), rows);
  if (page.next) output.note(texts.words.moreWithCursor(printable(page.next)));
}
