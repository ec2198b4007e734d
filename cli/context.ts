import type * as z from 'zod/mini';
import { call, type Method, type Service } from './api/client.ts';
import { requireServer } from './server-choice.ts';
import { Answers } from './terminal/answers.ts';
import { Output } from './terminal/output.ts';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly server?: string;
  readonly json?: boolean;
  readonly email?: string;
  readonly method?: string;
  readonly passwordStdin?: boolean;
  readonly otpStdin?: boolean;
  readonly timeout: number;
}

/** What a command stands on. */
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

/** The chosen server, with which token there is. */
export async function serviceOf({ environment, options }: Context, token?: string): Promise<Service> {
  const { server } = await requireServer(environment, options.server);
  return { server, token, timeoutSeconds: options.timeout };
}

/** Calls the API and gives the value of the answer. */
export async function request<T>(
  service: Service,
  method: Method,
  path: string,
  read: z.ZodMiniType<T>,
  body?: unknown,
): Promise<T> {
  return (await call(service, method, path, read, body)).value;
}
