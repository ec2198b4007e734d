import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Failure, usageFailure } from './failure.ts';
import { configFolder, writePrivately } from './folders.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ServerChoice {
  readonly server: string;
  /** Who says so. */
  readonly from: '--server' | 'MFA_SERVER' | 'configuration';
}

const configuration = z.object({ server: z.optional(z.string()) });

export const configPath = (environment: Environment) => join(configFolder(environment), 'config.json');

/** The server to talk to: `--server`, else MFA_SERVER, else the configuration; undefined where nobody says. */
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
  throw usageFailure(
    'Which server? Say it once with `mfa config server https://mfa.example.com`, or set MFA_SERVER.',
  );
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
    throw new Failure(`The configuration cannot be read: ${error.message}`);
  });
  if (text === undefined) return undefined;
  try {
    return z.parse(configuration, JSON.parse(text)).server;
  } catch {
    throw usageFailure(
      `${path} is broken. Say the server anew: \`mfa config server https://mfa.example.com\`.`,
    );
  }
}

const thisMachine = ['localhost', '127.0.0.1', '[::1]'];

/** The origin of an address: https, or http on this machine. */
function serverOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url?.protocol === 'http:' && thisMachine.includes(url.hostname);
  if (!url || !(url.protocol === 'https:' || isPlain) || url.username !== '' || url.pathname.length > 1)
    throw usageFailure(
      `${text} is no address of a server: write https://mfa.example.com (http:// only for localhost).`,
    );
  return url.origin;
}
