import { call, type Service } from '../api/client.ts';
import { clockSkewSeconds, tolerableSkewSeconds } from '../clock-skew.ts';
import { type Context, request } from '../context.ts';
import { exitCodes, Failure, Refusal } from '../failure.ts';
import { requireServer } from '../server-choice.ts';
import { isStopped } from '../sign-in.ts';
import { findSession } from '../stored-session.ts';
import { localTime, printable } from '../terminal/printable.ts';

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

const heldBack =
  'an organization requires a factor that it was not made with: see mfa factors, enable one, then mfa signin';

/** `mfa doctor`: whether the server answers, whether the clocks agree, how the session stands. */
export async function run(context: Context): Promise<void> {
  const { environment, options, output } = context;
  const { server, from } = await requireServer(environment, options.server);
  const service: Service = { server, timeoutSeconds: options.timeout };
  const { checks, unreachable } = await examine(context, service, from);
  if (output.isJson) output.json({ server, ok: checks.every(({ ok }) => ok), checks });
  else {
    const { green, red } = output.colors;
    for (const { name, ok, detail } of checks)
      output.line(`${ok ? green('ok  ') : red('FAIL')} ${name.padEnd(8)} ${detail}`);
  }
  if (unreachable) throw new Failure('The server does not answer as it should.', exitCodes.unreachable);
  if (checks.some(({ ok }) => !ok)) throw new Failure('Something is wrong; see above.');
}

async function examine(context: Context, service: Service, from: string) {
  const begunAt = Date.now();
  try {
    const { serverDate } = await call(service, 'GET /pods');
    const tookMilliseconds = Date.now() - begunAt;
    const reached = `${service.server} (from ${from}) answered in ${tookMilliseconds} ms`;
    const checks: Check[] = [
      { name: 'server', ok: true, detail: reached },
      judgeClock(serverDate, begunAt + tookMilliseconds / 2),
      await judgeSession(context, service),
    ];
    return { checks, unreachable: false };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { checks: [{ name: 'server', ok: false, detail: error.message }], unreachable: true };
  }
}

function judgeClock(serverDate: Date | undefined, hereAt: number): Check {
  if (!serverDate) return { name: 'clock', ok: false, detail: 'the server tells no time' };
  const skewSeconds = clockSkewSeconds(serverDate.getTime(), hereAt);
  const ok = Math.abs(skewSeconds) <= tolerableSkewSeconds;
  if (skewSeconds === 0) return { name: 'clock', ok, detail: 'agrees with the server' };
  const side = skewSeconds > 0 ? 'ahead of' : 'behind';
  const advice = ok ? '' : ': set it right, or codes made on this machine are wrong';
  return { name: 'clock', ok, detail: `${Math.abs(skewSeconds)} s ${side} the server${advice}` };
}

async function judgeSession({ environment }: Context, service: Service): Promise<Check> {
  const name = 'session';
  const found = await findSession(environment, service.server);
  const given = environment['MFA_TOKEN'];
  if (!given && 'unusable' in found && found.unusable) return { name, ok: false, detail: found.unusable };
  const token = given || ('session' in found ? found.session.token : undefined);
  if (!token) return { name, ok: true, detail: 'you are not signed in' };
  try {
    const who = await request({ ...service, token }, 'GET /auth/verify');
    return { name, ok: true, detail: `${printable(who.email)}, until ${localTime(who.expiresAt)}` };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (isStopped(error)) return { name, ok: false, detail: heldBack };
    const ended = 'it has ended; the next command that needs one asks you to sign in';
    return { name, ok: !given, detail: error.slug === 'signed-out' ? ended : error.message };
  }
}
