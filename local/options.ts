import { parseArgs } from 'node:util';

export interface StartOptions {
  readonly port: number;
  /** Where the tables and the key are kept; undefined for a run that keeps nothing. */
  readonly dataFolder: string | undefined;
}

/** The options are invalid; the message says why in one line. */
export class OptionsError extends Error {}

const defaultPort = 3000;
const defaultDataFolder = '.local-data';

export const help = `Usage: npm start -- [options]

Runs the whole service on this machine: dashboard, API and an inbox for its mails.

Options:
  --port PORT   where to listen on localhost (default: ${defaultPort})
  --data DIR    keep accounts in this folder (default: ${defaultDataFolder})
  --ephemeral   keep nothing
  --help        show this text
`;

/** @returns 'help' for `--help`. @throws OptionsError */
export function readOptions(options: readonly string[]): StartOptions | 'help' {
  const values = parse(options);
  if (values.help) return 'help';
  const port = Number(values.port ?? defaultPort);
  if (!/^\d+$/.test(values.port ?? '0') || port < 1 || port > 65_535)
    throw new OptionsError(`--port must be a number from 1 to 65535, not "${values.port}"`);
  if (values.ephemeral && values.data !== undefined)
    throw new OptionsError('--data and --ephemeral exclude each other');
  if (values.data === '') throw new OptionsError('--data needs the name of a folder');
  return { port, dataFolder: values.ephemeral ? undefined : (values.data ?? defaultDataFolder) };
}

function parse(options: readonly string[]) {
  try {
    return parseArgs({
      args: [...options],
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        ephemeral: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const [firstSentence] = (error as Error).message.split(/[.\n](?:\s|$)/);
    throw new OptionsError(firstSentence ?? 'these options are not understood');
  }
}
