import { type Context, request } from '../context.ts';
import { Failure, usageFailure } from '../failure.ts';
import { localTime } from '../terminal/printable.ts';
import { texts } from '../texts/index.ts';
import { withSession } from '../with-session.ts';

/** Enough of an id to be unique and easy to type. */
const shortLength = 10;

/** `mfa sessions`. */
export async function list(context: Context): Promise<void> {
  const { output } = context;
  const { sessions } = await withSession(context, (service) => request(service, 'GET /sessions'));
  if (output.isJson) return output.json(sessions);
  const rows = sessions.map((session) => [
    output.isTerminal ? session.id.slice(0, shortLength) : session.id,
    session.current ? texts.sessions.current : '',
    session.browser,
    session.address,
    texts.sessions.methods(session.methods),
    localTime(session.lastSeenAt),
  ]);
  await output.table(Object.values(texts.sessions.columns), rows);
}

/** `mfa sessions end ID`, or `--others`. The first characters of an id are enough. */
export async function end(
  context: Context,
  wanted: string | undefined,
  options: { readonly others?: boolean },
): Promise<void> {
  const { output } = context;
  if ((wanted === undefined) === !options.others) throw usageFailure(texts.sessions.whichOne);
  const ended = await withSession(context, async (service) => {
    if (wanted === undefined) {
      await request(service, 'DELETE /sessions');
      return 'others';
    }
    const { sessions } = await request(service, 'GET /sessions');
    const [only, ...more] = sessions.filter(({ id }) => id.startsWith(wanted));
    if (!only) throw new Failure(texts.sessions.unknown(wanted));
    if (more.length > 0) throw usageFailure(texts.sessions.ambiguous(wanted));
    await request(service, 'DELETE /sessions/{sessionID}', { path: { sessionID: only.id } });
    return only.id;
  });
  if (output.isJson) output.json({ ended });
  else output.line(ended === 'others' ? texts.sessions.othersEnded : texts.sessions.ended);
}
