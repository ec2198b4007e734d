import type { Activation, Factor, FactorType } from '../../contract/api.ts';
import type { Service } from '../api/client.ts';
import { type Confirmable, confirmationIfNeeded } from '../confirmation.ts';
import { type Context, findOwnSession, request, serviceOf } from '../context.ts';
import { codeQuestion } from '../factor-words.ts';
import { notFoundFailure, type Refusal, usageFailure } from '../failure.ts';
import {
  againAfterExpiry,
  askCredentials,
  type Credentials,
  canTryAnotherCode,
  isStopped,
  resend,
  StoppedSignIn,
} from '../sign-in.ts';
import { printable } from '../terminal/printable.ts';
import { texts } from '../texts/index.ts';
import { withSession } from '../with-session.ts';

const readAccount = (service: Service) => request(service, 'GET /account');

/** `mfa factors`. */
export async function list(context: Context): Promise<void> {
  const { output } = context;
  const { mfa } = await withSession(context, readAccount);
  if (output.isJson) return output.json(mfa);
  if (mfa.factors.length === 0) return output.note(texts.factors.none);
  const rows = mfa.factors.map((factor) => [
    factor.type,
    factor.name,
    factor.preferred ? texts.factors.preferred : '',
    output.moment(factor.lastUsedAt),
    factor.id,
  ]);
  await output.table(Object.values(texts.factors.columns), rows);
  output.note(texts.factors.recoveryCodesLeft(mfa.recoveryCodesLeft));
}

/** `mfa factors enable email|authenticator`: credentials again, then the first code. */
export async function enable(
  context: Context,
  type: FactorType,
  options: { readonly name?: string; readonly preferred: boolean },
): Promise<void> {
  const { output } = context;
  const wanted = { type, preferred: options.preferred, ...(options.name && { name: options.name }) };
  const { done, mustSignIn } = await enableInSession(context, wanted).catch((error: unknown) => {
    if (isStopped(error)) return enableWithoutSession(context, wanted, error);
    throw error;
  });
  if (output.isJson) output.json(done);
  else {
    const { enabled, enabledAndPreferred } = texts.factors;
    output.line((done.factor.preferred ? enabledAndPreferred : enabled)(printable(done.factor.name)));
    if (done.recoveryCodes) showRecoveryCodes(context, done.recoveryCodes);
  }
  if (mustSignIn) output.note(texts.factors.signInWithIt);
}

interface WantedFactor {
  readonly type: FactorType;
  readonly name?: string;
  readonly preferred: boolean;
}

async function enableInSession(context: Context, wanted: WantedFactor) {
  let password: string | undefined;
  return withSession(context, async (service) => {
    const { email: identifier, scope } = await readAccount(service);
    password ??= await context.answers.password();
    const done = await activate(context, service, wanted, { identifier, password });
    // An organization limits the session until it was signed in with the factor.
    return { done, mustSignIn: scope === 'enrolment' };
  });
}

/** An organization stops the account until it has a factor. The credentials are enough to enable the first one. */
async function enableWithoutSession(context: Context, wanted: WantedFactor, stopped: Refusal) {
  const service = await serviceOf(context);
  const stored = await findOwnSession(context, service.server);
  const credentials =
    stopped instanceof StoppedSignIn
      ? stopped.credentials
      : 'session' in stored
        ? { identifier: stored.session.email, password: await context.answers.password() }
        : await askCredentials(context, service.server);
  return { done: await activate(context, service, wanted, credentials), mustSignIn: true };
}

async function activate(
  context: Context,
  service: Service,
  { type, name, preferred }: WantedFactor,
  credentials: Credentials,
) {
  const begin = { type, ...credentials, ...(name && { name }) };
  return againAfterExpiry(context, async () => {
    const begun = await request(service, 'POST /mfa/activations', { body: begin });
    await showSecret(context, begun);
    return complete(context, service, begun, preferred);
  });
}

/** Shows the secret to type in, and on a terminal the QR code for the app. With `--json` it is the first of two lines. */
async function showSecret(context: Context, begun: Activation): Promise<void> {
  const { output } = context;
  const { secret, uri } = begun;
  if (output.isJson) return output.json(begun);
  if (!secret || !uri) return;
  const typed = printable(secret.replace(/.{4}(?=.)/g, '$& '));
  if (!output.isTerminal) return output.line(typed);
  // Nobody can read a group that is broken.
  const half = Math.ceil(typed.length / 10) * 5;
  const fits = typed.length < output.windowSize.columns;
  const lines = fits ? [typed] : [typed.slice(0, half).trimEnd(), typed.slice(half)];
  await showQrCode(context, uri, [...lines, `${codeQuestion(begun.type)}123456`]);
  for (const line of lines) output.line(line);
}

/** @param below the lines that must be on the screen with the code */
async function showQrCode({ output }: Context, uri: string, below: readonly string[]): Promise<void> {
  const { noQrCode, openLink, scan, typeSecret, windowTooSmall } = texts.factors;
  const window = output.windowSize;
  const rowsBelow = below.map(({ length }) => Math.ceil(length / window.columns));
  // The cursor may be below the last line.
  const room = { ...window, rows: window.rows - rowsBelow.reduce((sum, rows) => sum + rows, 1) };
  const { drawQrCode } = await import('../terminal/qr-code.ts');
  const drawn = await drawQrCode(uri, output.canPaint ? room : { columns: 0, rows: 0 });
  if ('lines' in drawn) {
    output.line(scan);
    for (const line of drawn.lines) output.line(line);
    return;
  }
  const { columns, rows } = drawn.needs;
  output.note(output.canPaint ? windowTooSmall(columns, rows + window.rows - room.rows) : noQrCode);
  output.line(typeSecret);
  output.line(openLink(printable(uri)));
}

async function complete(context: Context, service: Service, begun: Activation, isPreferred: boolean) {
  const { answers, output } = context;
  const path = { activationID: begun.activationID };
  const question = codeQuestion(begun.type);
  for (;;) {
    const otp = (await answers.otp(question)).trim();
    if (otp.toLowerCase() === 'q' && begun.uri) {
      await showSecret(context, begun);
      continue;
    }
    if (otp.toLowerCase() === 'r' && begun.resendableAt) {
      await resend(context, () => request(service, 'POST /mfa/activations/{activationID}/resend', { path }));
      continue;
    }
    try {
      const body = { otp, preferred: isPreferred };
      return await request(service, 'POST /mfa/activations/{activationID}', { path, body });
    } catch (error) {
      if (!canTryAnotherCode(context, error)) throw error;
      output.note(error.message);
    }
  }
}

/** `mfa factors disable FACTOR`: asks before the last one goes. */
export async function disable(context: Context, wanted: string, options: Confirmable): Promise<void> {
  const { output } = context;
  const confirm = confirmationIfNeeded(context, options);
  const factor = await withSession(context, async (service) => {
    const { mfa } = await readAccount(service);
    const found = choose(mfa.factors, wanted);
    const { askToDisable, lastFactor } = texts.factors;
    const name = printable(found.name);
    if (mfa.factors.length === 1) await confirm(lastFactor(name, mfa.recoveryCodesLeft), askToDisable(name));
    await request(service, 'DELETE /mfa/factors/{factorID}', { path: { factorID: found.id } });
    return found;
  });
  if (output.isJson) output.json({ disabled: factor });
  else output.line(texts.factors.disabled(printable(factor.name)));
}

/** `mfa factors prefer FACTOR`. */
export async function prefer(context: Context, wanted: string): Promise<void> {
  const { output } = context;
  const answer = await withSession(context, async (service) => {
    const { id: factorID } = choose((await readAccount(service)).mfa.factors, wanted);
    return request(service, 'PUT /mfa/preferred', { body: { factorID } });
  });
  if (output.isJson) output.json(answer);
  else output.line(texts.factors.nowPreferred(printable(answer.factor.name)));
}

/** `mfa factors rename FACTOR NAME`. */
export async function rename(context: Context, wanted: string, name: string): Promise<void> {
  const { output } = context;
  const answer = await withSession(context, async (service) => {
    const { id: factorID } = choose((await readAccount(service)).mfa.factors, wanted);
    return request(service, 'PATCH /mfa/factors/{factorID}', { path: { factorID }, body: { name } });
  });
  if (output.isJson) output.json(answer);
  else output.line(texts.factors.renamed(printable(answer.factor.name)));
}

/** `mfa factors recovery-codes`: asks before the present ones stop working. */
export async function regenerateRecoveryCodes(context: Context, options: Confirmable): Promise<void> {
  const confirm = confirmationIfNeeded(context, options);
  const made = await withSession(context, async (service) => {
    const { recoveryCodesLeft } = (await readAccount(service)).mfa;
    const { askToReplaceCodes, codesStop } = texts.factors;
    if (recoveryCodesLeft > 0) await confirm([codesStop(recoveryCodesLeft)], askToReplaceCodes);
    return request(service, 'POST /mfa/recovery-codes');
  });
  if (context.output.isJson) context.output.json(made);
  else showRecoveryCodes(context, made.recoveryCodes);
}

function showRecoveryCodes({ output }: Context, codes: readonly string[]): void {
  output.note(texts.factors.recoveryCodes);
  for (const code of codes) output.line(printable(code));
}

/** A factor by its id, its name, or its type if there is only one of it. */
function choose(factors: readonly Factor[], wanted: string): Factor {
  const found = factors.filter(({ id, name, type }) => [id, name, type].includes(wanted));
  const [only, ...more] = found;
  if (!only) throw notFoundFailure(texts.factors.unknown(wanted));
  if (more.length > 0) throw usageFailure(texts.factors.ambiguous(wanted, found.length));
  return only;
}
