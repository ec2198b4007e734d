import type { OrganizationLog } from '../../../contract/api.ts';
import { type Context, request } from '../../context.ts';
import { kindFor } from '../../log-kind.ts';
import { localTime, printable } from '../../terminal/printable.ts';
import { format, texts } from '../../texts/index.ts';
import { withSession } from '../../with-session.ts';
import { chooseOrganization, pathOf } from './choose.ts';

/** `mfa orgs events ORG`: who did what, newest first. */
export async function run(
  context: Context,
  wanted: string,
  options: { readonly limit?: number; readonly cursor?: string },
): Promise<void> {
  const { output } = context;
  const page = await withSession(context, async (service) => {
    const path = pathOf(await chooseOrganization(service, wanted));
    return request(service, 'GET /orgs/{orgID}/events', { path, query: options });
  });
  if (output.isJson) return output.json(page);
  const rows = page.events.map(({ at, kind, actor, address, ...about }) => [
    localTime(at),
    kindFor(output, texts.entries.organization, kind),
    actor.email,
    words(about),
    address,
  ]);
  await output.table(Object.values(texts.organizations.events.columns), rows);
  if (page.next) output.note(texts.words.moreWithCursor(printable(page.next)));
}

type Event = OrganizationLog['events'][number];

function words({
  member,
  role,
  name,
  accept,
  deadline,
}: Pick<Event, 'member' | 'role' | 'name' | 'accept' | 'deadline'>): string {
  return [
    member?.email,
    role && texts.organizations.events.as(role),
    name,
    accept && format.choice(accept),
    deadline && texts.organizations.events.from(localTime(deadline)),
  ]
    .filter(Boolean)
    .join(' ');
}
