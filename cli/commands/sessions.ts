import { type Context, request } from '../context.ts';
import { Failure, usageFailure } from '../failure.ts';
import { localTime } from '../terminal/printable.ts';
import { withSession } from '../with-session.ts';

/** Enough of an id to be told apart and typed. */
const shortLength = 10;

/** `mfa sessions`. */
export async function list(context: Context): Promise<void> {
  const { output } = context;
  const { sessions } = await withSession(context, (service) => request(service, 'GET /sessions'));
  if (output.isJson) return output.json(sessions);
  const rows = sessions.map((session) => [
    output.isTerminal ? session.id.slice(0, shortLength) : session.id,
    session.current ? 'this one' : '',
    session.browser,
    session.address,
    session.methods.join(' and '),
    localTime(session.lastSeenAt),
  ]);
  await output.table(['ID', '', 'PROGRAM', 'ADDRESS', 'SIGNED IN WITH', 'LAST SEEN'], rows);
}

/** `mfa sessions end ID`, where the beginning of an id is enough, or `--others`. */
export async function end(
  context: Context,
  wanted: string | undefined,
  options: { readonly others?: boolean },
): Promise<void> {
  const { output } = context;
  if ((wanted === undefined) === !options.others)
    throw usageFailure('Say either the id of the session to end, or --others.');
  const ended = await withSession(context, async (service) => {
    if (wanted === undefined) {
      await request(service, 'DELETE /sessions');
      return 'others';
    }
    const { sessions } = await request(service, 'GET /sessions');
    const [only, ...more] = sessions.filter(({ id }) => id.startsWith(wanted));
    if (!only) throw new Failure(`There is no session ${wanted}. \`mfa sessions\` lists them.`);
    if (more.length > 0)
      throw usageFailure(`More than one session begins with ${wanted}: say more of the id.`);
    await request(service, 'DELETE /sessions/{sessionID}', { path: { sessionID: only.id } });
    return only.id;
  });
  if (output.isJson) output.json({ ended });
  else output.line(ended === 'others' ? 'All other sessions are ended.' : 'The session is ended.');
}
