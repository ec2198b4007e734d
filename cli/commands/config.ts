import type { Context } from '../context.ts';
import { configPath, configureServer, findServer } from '../server-choice.ts';
import { texts } from '../texts/index.ts';

/** `mfa config`: which server is used, and where it is set. */
export async function show({ environment, options, output }: Context): Promise<void> {
  const choice = await findServer(environment, options.server);
  const path = configPath(environment);
  if (output.isJson) return output.json({ server: choice?.server ?? null, from: choice?.from ?? null, path });
  const { facts, from, notSet } = texts.server;
  output.facts([
    [facts.server, choice ? from(choice.server, choice.from) : notSet],
    [facts.configuration, path],
  ]);
}

/** `mfa config server URL`. */
export async function setServer({ environment, output }: Context, url: string): Promise<void> {
  const server = await configureServer(environment, url);
  if (output.isJson) output.json({ server });
  else output.line(texts.server.isNow(server));
}
