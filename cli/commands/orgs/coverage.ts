import { download } from '../../api/client.ts';
import { type Context, request } from '../../context.ts';
import { usageFailure } from '../../failure.ts';
import { printable } from '../../terminal/printable.ts';
import { texts } from '../../texts/index.ts';
import { withSession } from '../../with-session.ts';
import { chooseOrganization, pathOf } from './choose.ts';
import { inPages } from './member-pages.ts';

/** `mfa orgs coverage ORG`: which members have which methods. */
export async function run(
  context: Context,
  wanted: string,
  options: { readonly csv?: boolean },
): Promise<void> {
  const { output } = context;
  if (options.csv && output.isJson) throw usageFailure(texts.organizations.csvOrJson);
  if (options.csv) return printCsv(context, wanted);
  const members = await withSession(context, async (service) => {
    const path = pathOf(await chooseOrganization(service, wanted));
    const read = inPages(async (page) => {
      const answer = await request(service, 'GET /orgs/{orgID}/mfa/coverage', { path, query: page });
      return answer.members;
    });
    return output.waiting(texts.organizations.readingMembers, read);
  });
  if (output.isJson) return output.json({ members });
  const rows = members.map((one) => [
    one.name,
    one.email,
    one.role,
    texts.sessions.methods(one.methods) || texts.words.none,
    one.accepted ? texts.words.yes : texts.words.no,
    output.moment(one.lastSignedInAt),
  ]);
  await output.table(Object.values(texts.organizations.coverageColumns), rows);
  const covered = members.filter(({ accepted }) => accepted).length;
  output.note(texts.organizations.covered(covered, members.length));
}

async function printCsv(context: Context, wanted: string): Promise<void> {
  const { output } = context;
  const text = await withSession(context, async (service) => {
    const asFile = {
      path: pathOf(await chooseOrganization(service, wanted)),
      query: { format: 'csv' },
    } as const;
    return output.waiting(
      texts.organizations.readingMembers,
      download(service, 'GET /orgs/{orgID}/mfa/coverage', asFile),
    );
  });
  // A file gets it unchanged. On a terminal, no name may control it.
  if (!output.isTerminal) process.stdout.write(text);
  else for (const line of text.trimEnd().split('\r\n')) output.line(printable(line));
}
