import type { Context } from '../context.ts';
import { configPath, configureServer, findServer } from '../server-choice.ts';

/** `mfa config`: which server, and who says so. */
export async function show({ environment, options, output }: Context): Promise<void> {
  const choice = await findServer(environment, options.server);
  const path = configPath(environment);
  if (output.isJson) return output.json({ server: choice?.server ?? null, from: choice?.from ?? null, path });
  output.line(
    choice ? `server         ${choice.server} (from ${choice.from})` : 'server         none is configured',
  );
  output.line(`configuration  ${path}`);
}

/** `mfa config server URL`. */
export async function setServer({ environment, output }: Context, url: string): Promise<void> {
  const server = await configureServer(environment, url);
  if (output.isJson) output.json({ server });
  else output.line(`The server is ${server} from now on.`);
}
