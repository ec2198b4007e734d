import type { FactorType } from '../contract/api.ts';
import { call, type Given, type Operation, type Service } from './api/client.ts';
import { usageFailure } from './failure.ts';
import { requireServer } from './server-choice.ts';
import { type Found, findSession, isSameEmail, listSessions } from './stored-session.ts';
import { Answers } from './terminal/answers.ts';
import { Output } from './terminal/output.ts';
import { printable } from './terminal/printable.ts';
import { texts } from './texts/index.ts';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly server?: string;
  readonly json?: boolean;
  /** The account of this command, which signs in if it has no session. */
  readonly email?: string;
  /** The account of this command, which was signed in here before. */
  readonly account?: string;
  readonly method?: FactorType;
  readonly passwordStdin?: boolean;
  readonly otpStdin?: boolean;
  readonly otpCommand?: string;
  readonly timeout: number;
  readonly debug?: boolean;
}

/** What every command gets. */
export interface Context {
  readonly options: GlobalOptions;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
  readonly answers: Answers;
}

export function makeContext(options: GlobalOptions, environment: Context['environment']): Context {
  return {
    options,
    environment,
    output: new Output(options.json === true, environment),
    answers: new Answers(options),
  };
}

/** The chosen server, with a token if there is one. */
export async function serviceOf(context: Context, token?: string): Promise<Service> {
  const { environment, options, output } = context;
  const { server } = await requireServer(environment, options.server);
  const trace = options.debug ? (line: string) => output.note(printable(line)) : undefined;
  return { server, token, timeoutSeconds: options.timeout, environment, trace };
}

/**
 * The email address of the account that a command is for, if it names one: by `--account` or `--email`, or for all
 * commands by MFA_ACCOUNT.
 */
export function namedAccount({ environment, options }: Context): string | undefined {
  const { account, email } = options;
  if (account !== undefined && email !== undefined && !isSameEmail(account, email))
    throw usageFailure(texts.accounts.twoNamed);
  return account ?? email ?? (environment['MFA_ACCOUNT'] || undefined);
}

/**
 * The stored session of the account that a command names, or of the current one.
 * @throws Failure if `--account` names one that was not signed in here
 */
export async function findOwnSession(context: Context, server: string): Promise<Found> {
  const { environment, options } = context;
  const named = namedAccount(context);
  const found = await findSession(environment, server, named);
  if (options.account === undefined || 'session' in found || found.unusable) return found;
  const known = (await listSessions(environment, server)).flatMap((one) =>
    'session' in one ? [printable(one.session.email)] : [],
  );
  throw usageFailure(texts.accounts.unknown(printable(options.account), known));
}

/** Calls an operation of the API, and returns its answer. @throws as `call` */
export async function request<O extends Operation>(service: Service, operation: O, ...given: Given<O>) {
  return (await call(service, operation, ...given)).value;
}
