import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { isThisMachine } from './api/this-machine.ts';
import { usageFailure } from './failure.ts';
import { configFolder, fileFailure, writePrivately } from './folders.ts';
import { texts } from './texts/index.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ServerChoice {
  readonly server: string;
  /** Where it is set. */
  readonly from: '--server' | 'MFA_SERVER' | 'configuration';
}

const configuration = z.object({ server: z.optional(z.string()) });

export const configPath = (environment: Environment) => join(configFolder(environment), 'config.json');

/** The server to call: from `--server`, MFA_SERVER or the configuration, in this order. Undefined if none is set. */
export async function findServer(
  environment: Environment,
  option: string | undefined,
): Promise<ServerChoice | undefined> {
  if (option !== undefined) return { server: serverOrigin(option), from: '--server' };
  const variable = environment['MFA_SERVER'];
  if (variable) return { server: serverOrigin(variable), from: 'MFA_SERVER' };
  const server = await configuredServer(environment);
  return server === undefined ? undefined : { server: serverOrigin(server), from: 'configuration' };
}

export async function requireServer(
  environment: Environment,
  option: string | undefined,
): Promise<ServerChoice> {
  const choice = await findServer(environment, option);
  if (choice) return choice;
  throw usageFailure(texts.server.missing);
}

export async function configureServer(environment: Environment, text: string): Promise<string> {
  const server = serverOrigin(text);
  await writePrivately(configPath(environment), `${JSON.stringify({ server })}\n`);
  return server;
}

async function configuredServer(environment: Environment): Promise<string | undefined> {
  const path = configPath(environment);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw fileFailure(texts.server.unreadable(path), error);
  });
  if (text === undefined) return undefined;
  try {
    return z.parse(configuration, JSON.parse(text)).server;
  } catch {
    throw usageFailure(texts.server.broken(path));
  }
}

/** The origin of a URL: https, or http on this machine. */
function serverOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url?.protocol === 'http:' && isThisMachine(url.hostname);
  if (!url || !(url.protocol === 'https:' || isPlain) || url.username !== '' || url.pathname.length > 1)
    throw usageFailure(texts.server.notAnAddress(text));
  return url.origin;
}
