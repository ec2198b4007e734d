import { call, type Service } from '../api/client.ts';
import { clockSkewSeconds, tolerableSkewSeconds } from '../clock-skew.ts';
import { type Context, findOwnSession, request, serviceOf } from '../context.ts';
import { exitCodes, Failure, Refusal } from '../failure.ts';
import { requireServer } from '../server-choice.ts';
import { isStopped } from '../sign-in.ts';
import { localTime, printable } from '../terminal/printable.ts';
import { texts } from '../texts/index.ts';

interface Check {
  readonly name: 'server' | 'clock' | 'session';
  readonly ok: boolean;
  readonly detail: string;
}

/** `mfa doctor`: whether the server answers, whether the clocks agree, and whether the session works. */
export async function run(context: Context): Promise<void> {
  const { environment, options, output } = context;
  const { from, server } = await requireServer(environment, options.server);
  const service = await serviceOf(context);
  const { checks, unreachable } = await examine(context, service, from);
  if (output.isJson) output.json({ server, ok: checks.every(({ ok }) => ok), checks });
  else {
    const { green, red } = output.colors;
    const states = [texts.doctor.ok, texts.doctor.failed];
    const width = Math.max(...states.map((state) => state.length));
    const labels = texts.doctor.checks;
    const labelWidth = Math.max(8, ...Object.values<string>(labels).map((label) => label.length));
    for (const { name, ok, detail } of checks) {
      const state = ok ? green(texts.doctor.ok.padEnd(width)) : red(texts.doctor.failed.padEnd(width));
      output.line(`${state} ${labels[name].padEnd(labelWidth)} ${detail}`);
    }
  }
  if (unreachable) throw new Failure(texts.doctor.serverFailed, exitCodes.unreachable);
  if (checks.some(({ ok }) => !ok)) throw new Failure(texts.doctor.somethingWrong);
}

async function examine(
  context: Context,
  service: Service,
  from: string,
): Promise<{ checks: readonly Check[]; unreachable: boolean }> {
  const begunAt = Date.now();
  try {
    const { serverDate } = await call(service, 'GET /pods');
    const tookMilliseconds = Date.now() - begunAt;
    const reached = texts.doctor.reached(service.server, from, tookMilliseconds);
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
  if (!serverDate) return { name: 'clock', ok: false, detail: texts.doctor.noServerTime };
  const skewSeconds = clockSkewSeconds(serverDate.getTime(), hereAt);
  const ok = Math.abs(skewSeconds) <= tolerableSkewSeconds;
  if (skewSeconds === 0) return { name: 'clock', ok, detail: texts.doctor.clockAgrees };
  const { clockAdvice, clockAhead, clockBehind } = texts.doctor;
  const skew = (skewSeconds > 0 ? clockAhead : clockBehind)(Math.abs(skewSeconds));
  return { name: 'clock', ok, detail: ok ? skew : clockAdvice(skew) };
}

async function judgeSession(context: Context, service: Service): Promise<Check> {
  const name = 'session';
  const { environment } = context;
  const found = await findOwnSession(context, service.server);
  const given = environment['MFA_TOKEN'];
  if (!given && 'unusable' in found && found.unusable) return { name, ok: false, detail: found.unusable };
  const token = given || ('session' in found ? found.session.token : undefined);
  if (!token) return { name, ok: true, detail: texts.doctor.notSignedIn };
  try {
    const who = await request({ ...service, token }, 'GET /auth/verify');
    return { name, ok: true, detail: texts.doctor.session(printable(who.email), localTime(who.expiresAt)) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (isStopped(error)) return { name, ok: false, detail: texts.doctor.heldBack };
    const hasEnded = error.is('signed-out');
    return { name, ok: !given, detail: hasEnded ? texts.doctor.sessionEnded : error.message };
  }
}
