import type { FactorType } from '../contract/api.ts';
import { call, type Given, type Operation, type Service } from './api/client.ts';
import { requireServer } from './server-choice.ts';
import { Answers } from './terminal/answers.ts';
import { Output } from './terminal/output.ts';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly server?: string;
  readonly json?: boolean;
  readonly email?: string;
  readonly method?: FactorType;
  readonly passwordStdin?: boolean;
  readonly otpStdin?: boolean;
  readonly timeout: number;
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
export async function serviceOf({ environment, options }: Context, token?: string): Promise<Service> {
  const { server } = await requireServer(environment, options.server);
  return { server, token, timeoutSeconds: options.timeout };
}

/** Calls an operation of the API, and returns its answer. @throws as `call` */
export async function request<O extends Operation>(service: Service, operation: O, ...given: Given<O>) {
  return (await call(service, operation, ...given)).value;
}
