import { type Confirmable, confirmationIfNeeded } from '../confirmation.ts';
import { type Context, request } from '../context.ts';
import { notFoundFailure, usageFailure } from '../failure.ts';
import { programTitle } from '../program-title.ts';
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
    programTitle(session.browser),
    session.address,
    texts.sessions.methods(session.methods),
    output.moment(session.lastSeenAt),
  ]);
  await output.table(Object.values(texts.sessions.columns), rows);
}

/** With fewer characters, a slip of the finger ends another session. */
const shortestBeginning = 8;

/** `mfa sessions end ID`, or `--others`. The first eight characters of an id are enough. */
export async function end(
  context: Context,
  wanted: string | undefined,
  options: Confirmable & { readonly others?: boolean },
): Promise<void> {
  const { output } = context;
  if ((wanted === undefined) === !options.others) throw usageFailure(texts.sessions.whichOne);
  const confirm = confirmationIfNeeded(context, options);
  const ended = await withSession(context, async (service) => {
    const { sessions } = await request(service, 'GET /sessions');
    if (wanted === undefined) {
      const others = sessions.filter(({ current }) => !current).length;
      if (others > 0) await confirm([], texts.sessions.askToEndOthers(others));
      await request(service, 'DELETE /sessions');
      return 'others';
    }
    const { id, current } = choose(sessions, wanted);
    if (current) await confirm([], texts.sessions.askToEndThisOne);
    await request(service, 'DELETE /sessions/{sessionID}', { path: { sessionID: id } });
    return id;
  });
  if (output.isJson) output.json({ ended });
  else output.line(ended === 'others' ? texts.sessions.othersEnded : texts.sessions.ended);
}

/** A session by its id, or by the beginning of its id if it is the only one that begins so. */
function choose<S extends { readonly id: string }>(sessions: readonly S[], wanted: string): S {
  const whole = sessions.find(({ id }) => id === wanted);
  if (whole) return whole;
  if (wanted.length < shortestBeginning) throw usageFailure(texts.sessions.tooShort(shortestBeginning));
  const [only, ...more] = sessions.filter(({ id }) => id.startsWith(wanted));
  if (!only) throw notFoundFailure(texts.sessions.unknown(wanted));
  if (more.length > 0) throw usageFailure(texts.sessions.ambiguous(wanted));
  return only;
}
